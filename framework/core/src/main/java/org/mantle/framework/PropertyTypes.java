package org.mantle.framework;

import java.util.List;
import java.util.function.Function;

/** The property types that the framework brings. */
public final class PropertyTypes {

    /** A text; blanks around it are removed. */
    public static final PropertyType<String> STRING = new StringType();

    /** A whole number of 32 bits. */
    public static final PropertyType<Integer> INTEGER = new WholeNumberType<>(
            Integer.class, Integer::valueOf, Math::toIntExact, Integer.MIN_VALUE, Integer.MAX_VALUE);

    /** A whole number of 64 bits. */
    public static final PropertyType<Long> LONG =
            new WholeNumberType<>(Long.class, Long::valueOf, Long::valueOf, Long.MIN_VALUE, Long.MAX_VALUE);

    /** A floating-point number of 64 bits. */
    public static final PropertyType<Double> NUMBER = new FloatingPointType();

    /** A truth value. */
    public static final PropertyType<Boolean> BOOLEAN = new BooleanType();

    /** A secret. */
    public static final PropertyType<Secret> SECRET = new SecretType();

    /** A list of texts. */
    public static final PropertyType<List<String>> STRING_LIST = new StringListType();

    private PropertyTypes() {}

    /**
     * Returns the type of one choice out of an enum.
     *
     * @param choices the enum
     * @param label gives each constant's text form
     * @throws IllegalArgumentException if the enum has no constant, or two with the same label
     */
    public static <E extends Enum<E>> PropertyType<E> choice(Class<E> choices, Function<? super E, String> label) {
        return new ChoiceType<>(choices, label);
    }
}
