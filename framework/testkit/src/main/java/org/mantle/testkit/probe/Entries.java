package org.mantle.testkit.probe;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.type.PropertyType;

/** Values of inputs over which an example may loop. */
public final class Entries {

    private Entries() {}

    /** Returns the entries of an input that is looped over, or its one value. */
    public static List<?> of(AlgorithmDescriptor descriptor, Property<?> property, Object value) {
        return isLooped(descriptor, property, value) ? (List<?>) value : List.of(value);
    }

    /** Returns one of the entries of an input that is looped over, or its one value. */
    static Object of(AlgorithmDescriptor descriptor, Property<?> property, Object value, int entry) {
        return isLooped(descriptor, property, value) ? ((List<?>) value).get(entry) : value;
    }

    /** Returns whether an instance was given a list to loop over. */
    public static boolean isLooped(AlgorithmInstance instance) {
        return lists(instance).findAny().isPresent();
    }

    /** Returns how many runs an instance is; the lists that it loops over are of one length. */
    public static int count(AlgorithmInstance instance) {
        return lists(instance).mapToInt(List::size).min().orElse(1);
    }

    private static Stream<List<?>> lists(AlgorithmInstance instance) {
        AlgorithmDescriptor descriptor = instance.descriptor();
        return descriptor.properties().stream().<List<?>>mapMulti((property, found) -> {
            Object value = instance.getProperty(property.name());
            if (value != null && isLooped(descriptor, property, value)) {
                found.accept((List<?>) value);
            }
        });
    }

    private static boolean isLooped(AlgorithmDescriptor descriptor, Property<?> property, Object value) {
        return value instanceof List<?> && descriptor.isLoopedOver(property) && !isOwn(property.type(), value);
    }

    /** Returns whether a list is one value of a type. */
    private static boolean isOwn(PropertyType<?> type, Object value) {
        try {
            return Objects.deepEquals(type.fromObject(value), value);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
