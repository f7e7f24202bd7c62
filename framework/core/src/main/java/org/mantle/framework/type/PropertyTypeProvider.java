package org.mantle.framework.type;

import java.util.Map;

/**
 * Brings property types for Java classes that the framework does not know, so that {@link org.mantle.framework.property.Property#of(String, Class)}, annotated
 * methods and records find them.
 *
 * <p>Found by {@link java.util.ServiceLoader}: name it in {@code module-info.java} or in
 * {@code META-INF/services/org.mantle.framework.type.PropertyTypeProvider}. For a class that several bring, the first found counts.
 *
 * <p>What is added to it later has a default, so that those who implement it need no change.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PropertyTypeProvider {

    /** Returns the types by the class of their values, with no class that the framework knows itself. */
    Map<Class<?>, PropertyType<?>> types();
}
