package org.mantle.framework;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What a host gives to the algorithms that it runs, by type. Immutable. */
public final class Services {

    private final Map<Class<?>, Object> byType;

    private Services(Map<Class<?>, Object> byType) {
        this.byType = Map.copyOf(byType);
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
        return Optional.ofNullable(byType.get(type)).map(type::cast);
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

        /** Takes over every service of another collection, in place of those set here. */
        Builder setAll(Builder other) {
            byType.putAll(other.byType);
            return this;
        }

        /** Takes over the services of another collection for types that have none here; tells of each other type. */
        void setAbsent(Builder other, Consumer<Class<?>> present) {
            other.byType.forEach((type, service) -> {
                if (byType.putIfAbsent(type, service) != null) {
                    present.accept(type);
                }
            });
        }

        Services build() {
            return new Services(byType);
        }
    }
}
