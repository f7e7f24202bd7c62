package org.mantle.testkit.origin;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.algorithm.Algorithm;

/** Looks for static state that can change, in the class of an algorithm or its method, and the classes inside it. */
public final class StaticState {

    private static final Set<Class<?>> CELLS = Set.of(
            AtomicBoolean.class, AtomicInteger.class, AtomicLong.class, AtomicReference.class, ThreadLocal.class);

    private StaticState() {}

    /** Returns what can change, in words; empty when nothing can. */
    public static List<String> find(Origin origin) throws IllegalAccessException {
        List<String> found = new ArrayList<>();
        Class<?> part = origin.type();
        while (part != null && part != Algorithm.class && part != Object.class) {
            findIn(part, origin.holder().lookup(), found);
            part = part.getSuperclass();
        }
        return found;
    }

    private static void findIn(Class<?> type, MethodHandles.Lookup lookup, List<String> found)
            throws IllegalAccessException {
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                String name = type.getSimpleName() + "." + field.getName();
                if (!Modifier.isFinal(field.getModifiers())) {
                    found.add(name + " is not final");
                } else if (canChange(value(field, type, lookup))) {
                    found.add(name + " holds a " + field.getType().getSimpleName() + " that can change");
                }
            }
        }
        for (Class<?> inner : type.getDeclaredClasses()) {
            findIn(inner, lookup, found);
        }
    }

    private static @Nullable Object value(Field field, Class<?> type, MethodHandles.Lookup lookup)
            throws IllegalAccessException {
        try {
            return MethodHandles.privateLookupIn(type, lookup)
                    .unreflectGetter(field)
                    .invoke();
        } catch (IllegalAccessException e) {
            throw e;
        } catch (Throwable e) {
            // A handle may throw anything; a static field is read without running foreign code.
            throw new IllegalStateException("a static field cannot be read: " + field, e);
        }
    }

    /** Returns whether a value can change. The JDK's unmodifiable collections are of hidden classes, those that can be modified are public. */
    private static boolean canChange(@Nullable Object value) {
        if (value instanceof Collection<?> || value instanceof Map<?, ?>) {
            Class<?> kind = value.getClass();
            return kind.getName().startsWith("java.util.") && Modifier.isPublic(kind.getModifiers());
        }
        return value instanceof StringBuilder
                || value instanceof StringBuffer
                || CELLS.stream().anyMatch(cell -> cell.isInstance(value));
    }
}
