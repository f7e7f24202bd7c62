package org.mantle.framework;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** A list of whole numbers of 32 bits; its text form knows ranges such as {@code 2-5} and {@code 2:9:3}. */
    public static final PropertyType<List<Integer>> INTEGER_LIST = new WholeNumberListType<>(INTEGER);

    /** A list of whole numbers of 64 bits, with ranges as in {@link #INTEGER_LIST}. */
    public static final PropertyType<List<Long>> LONG_LIST = new WholeNumberListType<>(LONG);

    /** A list of floating-point numbers. */
    public static final PropertyType<List<Double>> NUMBER_LIST = new ListType<>("dbl list", NUMBER);

    /** A list of truth values. */
    public static final PropertyType<List<Boolean>> BOOLEAN_LIST = new ListType<>("bool list", BOOLEAN);

    /** A truth value that may be unset: {@code Unset}, {@code True}, {@code False}. */
    public static final PropertyType<Optional<Boolean>> OPTIONAL_BOOLEAN = new OptionalBooleanType();

    /** A date with a time, in ISO 8601; without an offset it is in UTC. */
    public static final PropertyType<OffsetDateTime> DATE_TIME = new DateTimeType();

    private PropertyTypes() {}

    /**
     * Returns the type of lists of lists, none of them empty: {@code 1+4,6} is [[1, 4], [6]]. It knows no ranges.
     *
     * @param element the type of the elements
     */
    public static <E> PropertyType<List<List<E>>> listOfLists(PropertyType<E> element) {
        return new ListOfListsType<>(element);
    }

    /**
     * Returns the type of the path of one file or directory, whose value is the full path.
     *
     * @param mode what it is for
     * @param extensions what a chooser should offer; another extension is never refused
     */
    public static PropertyType<String> file(FileMode mode, String... extensions) {
        return new FileType(mode, extensions);
    }

    /**
     * Returns the type of several files that are read: {@code x.nxs,y.nxs+z.nxs} is [[x.nxs], [y.nxs, z.nxs]].
     *
     * @param mode {@link FileMode#LOAD} or {@link FileMode#OPTIONAL_LOAD}
     * @param extensions what a chooser should offer
     * @throws IllegalArgumentException if the mode is another one
     */
    public static PropertyType<List<List<String>>> files(FileMode mode, String... extensions) {
        return new FilesType(mode, extensions);
    }

    /**
     * Returns the type of maps from the names of declared properties to their values, with a JSON object as text form.
     *
     * <p>A map has what was given and nothing else, under the declared spellings. One that is not empty must have the properties
     * that are mandatory.
     *
     * @param properties plain inputs, none of them a secret
     * @throws IllegalArgumentException if a property is not, or is there twice
     */
    public static PropertyType<Map<String, Object>> map(Property<?>... properties) {
        return new PropertyMapType(List.of(properties));
    }

    /** Returns the type of the objects of a Java class, which only programs can give: they have no text and no JSON form. */
    public static <T> PropertyType<T> javaObject(Class<T> kind) {
        return new JavaObjectType<>(kind);
    }

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
