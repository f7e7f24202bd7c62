package org.mantle.framework;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a host gives to the algorithms that it runs, by type. What the host set stays as it is; a provider's default is there
 * while the provider is. Safe from many threads.
 */
public final class Services {

    private final Map<Class<?>, Object> ofHost;
    private volatile Map<Class<?>, Object> defaults = Map.of();

    private Services(Map<Class<?>, Object> ofHost) {
        this.ofHost = Map.copyOf(ofHost);
    }

    void setDefaults(Map<Class<?>, Object> ofProviders) {
        defaults = Map.copyOf(ofProviders);
    }

    /**
     * Returns the service of a type.
     *
     * @throws IllegalStateException if the host gives none
     */
    public <S> S get(Class<S> type) {
        return find(type)
                .orElseThrow(() -> new IllegalStateException("this host gives no " + type.getName()
                        + "; add one with Mantle.builder().service(" + type.getSimpleName() + ".class, …)"));
    }

    /** Returns the service of a type, if the host gives one. */
    public <S> Optional<S> find(Class<S> type) {
        @Nullable Object service = ofHost.get(type);
        return Optional.ofNullable(service != null ? service : defaults.get(type))
                .map(type::cast);
    }

    /** Returns a service to a run, which may need its plugin's own when that was taken out meanwhile. */
    <S> S get(Class<S> type, RegistryPlugin ofRun) {
        Optional<S> service = find(type);
        if (service.isEmpty()) {
            @Nullable Object left = ofRun.services().byType.get(type);
            if (left != null) {
                return type.cast(left);
            }
        }
        return service.orElseGet(() -> get(type));
    }

    static Builder builder() {
        return new Builder();
    }

    /** Collects services; the one that is set last for a type counts. */
    public static final class Builder {

        private final Map<Class<?>, Object> byType = new LinkedHashMap<>();

        private Builder() {}

        /** Sets the service of a type. */
        public <S> Builder set(Class<S> type, S service) {
            byType.put(type, type.cast(service));
            return this;
        }

        /** Adds the services to a map that has none of their type; returns the types of the others. */
        List<Class<?>> addTo(Map<Class<?>, Object> others) {
            List<Class<?>> present = new ArrayList<>();
            for (Map.Entry<Class<?>, Object> entry : byType.entrySet()) {
                if (others.putIfAbsent(entry.getKey(), entry.getValue()) != null) {
                    present.add(entry.getKey());
                }
            }
            return present;
        }

        Services build() {
            return new Services(byType);
        }
    }
}
