package org.mantle.framework.internal.declare;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.text.FailureMessage;
import org.mantle.framework.property.Property;
import org.mantle.validators.Violation;

/**
 * What is wrong with a default, when a build looks closer than a host does, or an author has no build.
 *
 * <p>A default that its validator refuses makes the property mandatory, which is an author's way of saying so when the default
 * is nothing: an empty text or list, or zero. Any other is a slip of the pen.
 */
public final class DefaultCheck {

    private DefaultCheck() {}

    public static Optional<String> fault(Property<?> property) {
        @Nullable Object value = property.defaultOrNull();
        return value == null
                        || !property.direction().isInput()
                        || property.type().isSecret()
                ? Optional.empty()
                : fault(property, value);
    }

    private static Optional<String> fault(Property<?> property, Object value) {
        try {
            if (property.needsValue() && !isNothing(property, value)) {
                Optional<Violation> violation = property.check(value);
                return Optional.of("the default " + property.toText(value) + " of " + property.name()
                        + violation
                                .map(each -> " is refused by its own validator, so that every call must give a value: "
                                        + each.message())
                                .orElse(" never counts, since every call must give a value"));
            }
            boolean readsBack = property.type().isInMemoryOnly()
                    || Objects.deepEquals(property.convert(property.toText(value)), value);
            return readsBack
                    ? Optional.empty()
                    : Optional.of("the default of " + property.name() + " does not read back from its text \""
                            + property.toText(value) + "\"");
        } catch (Throwable e) {
            // foreign code: an author's type or validator may throw anything
            return Optional.of(
                    "the default of " + property.name() + " cannot be converted: " + FailureMessage.withKind(e));
        }
    }

    private static boolean isNothing(Property<?> property, Object value) {
        return property.isEmpty(value) || (value instanceof Number number && number.doubleValue() == 0);
    }
}
