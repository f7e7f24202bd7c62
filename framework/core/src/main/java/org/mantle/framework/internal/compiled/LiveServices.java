package org.mantle.framework.internal.compiled;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.property.Services;

/** The services of one host. */
public final class LiveServices implements Services {

    private final Map<Class<?>, Object> ofHost;
    private final @Nullable Function<? super Class<?>, ? extends @Nullable Object> resolver;
    private volatile Map<Class<?>, Object> defaults = Map.of();

    private LiveServices(
            Map<Class<?>, Object> ofHost, @Nullable Function<? super Class<?>, ? extends @Nullable Object> resolver) {
        this.ofHost = Map.copyOf(ofHost);
        this.resolver = resolver;
    }

    public void setDefaults(Map<Class<?>, Object> ofProviders) {
        defaults = Map.copyOf(ofProviders);
    }

    @Override
    public <S> S get(Class<S> type) {
        return find(type)
                .orElseThrow(() -> new IllegalStateException("this host gives no " + type.getName()
                        + "; add one with Mantle.builder().service(" + type.getSimpleName() + ".class, …)"));
    }

    @Override
    public <S> Optional<S> find(Class<S> type) {
        @Nullable Object service = ofHost.get(type);
        if (service == null && resolver != null) {
            service = resolved(type, resolver.apply(type));
        }
        return Optional.ofNullable(service != null ? service : defaults.get(type))
                .map(type::cast);
    }

    private static @Nullable Object resolved(Class<?> type, @Nullable Object service) {
        if (service != null && !type.isInstance(service)) {
            throw new IllegalStateException("the host's resolver of services gave a "
                    + service.getClass().getName() + ", which is no " + type.getName());
        }
        return service;
    }

    /** Returns a service to a run, which may need its plugin's own when that was taken out meanwhile. */
    public <S> S get(Class<S> type, AlgorithmOwner ofRun) {
        Optional<S> service = find(type);
        if (service.isEmpty()) {
            @Nullable S left = ofRun.defaultService(type);
            if (left != null) {
                return left;
            }
        }
        return service.orElseGet(() -> get(type));
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects services. */
    public static final class Builder implements Services.Builder {

        private final Map<Class<?>, Object> byType = new LinkedHashMap<>();
        private @Nullable Function<? super Class<?>, ? extends @Nullable Object> resolver;

        private Builder() {}

        @Override
        public <S> Builder set(Class<S> type, S service) {
            byType.put(type, type.cast(service));
            return this;
        }

        /** Sets what is asked for a service that was not set; it may return {@code null}. */
        public void resolver(Function<? super Class<?>, ? extends @Nullable Object> asked) {
            resolver = asked;
        }

        /** Returns the service that was set for a type, or {@code null}. */
        public <S> @Nullable S find(Class<S> type) {
            return type.cast(byType.get(type));
        }

        /** Adds the services to a map that has none of their type; returns the types of the others. */
        public List<Class<?>> addTo(Map<Class<?>, Object> others) {
            List<Class<?>> present = new ArrayList<>();
            for (Map.Entry<Class<?>, Object> entry : byType.entrySet()) {
                if (others.putIfAbsent(entry.getKey(), entry.getValue()) != null) {
                    present.add(entry.getKey());
                }
            }
            return present;
        }

        public LiveServices build() {
            return new LiveServices(byType, resolver);
        }
    }
}
