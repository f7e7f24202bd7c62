package org.mantle.framework.property;

import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.mantle.framework.internal.text.WholeNumbers;
import org.mantle.framework.internal.type.ArrayType;
import org.mantle.framework.internal.type.BooleanType;
import org.mantle.framework.internal.type.ChoiceType;
import org.mantle.framework.internal.type.DateTimeType;
import org.mantle.framework.internal.type.FileType;
import org.mantle.framework.internal.type.FilesType;
import org.mantle.framework.internal.type.FloatingPointType;
import org.mantle.framework.internal.type.FreeMapType;
import org.mantle.framework.internal.type.JavaObjectType;
import org.mantle.framework.internal.type.ListOfListsType;
import org.mantle.framework.internal.type.ListType;
import org.mantle.framework.internal.type.OptionalBooleanType;
import org.mantle.framework.internal.type.PathType;
import org.mantle.framework.internal.type.QuotedListType;
import org.mantle.framework.internal.type.SecretType;
import org.mantle.framework.internal.type.StoredObjectType;
import org.mantle.framework.internal.type.StringType;
import org.mantle.framework.internal.type.WholeNumberListType;
import org.mantle.framework.internal.type.WholeNumberType;
import org.mantle.framework.type.FileMode;
import org.mantle.framework.type.ObjectStore;
import org.mantle.framework.type.PropertyType;
import org.mantle.framework.type.PropertyTypeProvider;
import org.mantle.framework.type.Secret;
import org.mantle.framework.type.StoreMode;
import org.mantle.framework.type.StoredObject;

/**
 * The property types that the framework brings.
 *
 * @since 0.1.0
 */
public final class PropertyTypes {

    // What most algorithms use is a constant of its own class, which Property takes: a host loads no type that nobody
    // declares.

    /** A text; blanks around it are removed. */
    public static final PropertyType<String> STRING = StringType.INSTANCE;

    private static final WholeNumberType<Long> WITHOUT_SIGN = new WholeNumberType.Wide(0, 0xFFFF_FFFFL);

    /** A whole number of 32 bits. */
    public static final PropertyType<Integer> INTEGER = WholeNumberType.Narrow.INSTANCE;

    /** A whole number of 64 bits. */
    public static final PropertyType<Long> LONG = WholeNumberType.Wide.INSTANCE;

    /** A whole number of 32 bits without a sign: 0 to 4294967295. */
    public static final PropertyType<Long> UNSIGNED = WITHOUT_SIGN;

    /** A floating-point number of 64 bits. */
    public static final PropertyType<Double> NUMBER = FloatingPointType.INSTANCE;

    /** A truth value. */
    public static final PropertyType<Boolean> BOOLEAN = BooleanType.INSTANCE;

    /** A secret. */
    public static final PropertyType<Secret> SECRET = SecretType.INSTANCE;

    /** A list of texts. */
    public static final PropertyType<List<String>> STRING_LIST = QuotedListType.TEXTS;

    /**
     * A list of whole numbers of 32 bits; its text form knows ranges such as {@code 2-5} and {@code 2:9:3}. The list is immutable
     * and holds its numbers in an array of {@code int}, or as one range: each object is made when it is read. {@link #toIntArray}
     * reads all at once.
     */
    public static final PropertyType<List<Integer>> INTEGER_LIST =
            new WholeNumberListType<>("int list", WholeNumberType.Narrow.INSTANCE);

    /** A list of whole numbers of 64 bits, with ranges as in {@link #INTEGER_LIST}. */
    public static final PropertyType<List<Long>> LONG_LIST =
            new WholeNumberListType<>("int list", WholeNumberType.Wide.INSTANCE);

    /** A list of whole numbers of 32 bits without a sign, with ranges as in {@link #INTEGER_LIST}. */
    public static final PropertyType<List<Long>> UNSIGNED_LIST =
            new WholeNumberListType<>("unsigned int list", WITHOUT_SIGN);

    /** A list of floating-point numbers. */
    public static final PropertyType<List<Double>> NUMBER_LIST = new ListType<>("dbl list", NUMBER);

    /** A list of truth values. */
    public static final PropertyType<List<Boolean>> BOOLEAN_LIST = new ListType<>("bool list", BOOLEAN);

    /** A truth value that may be unset: {@code Unset}, {@code True}, {@code False}. */
    public static final PropertyType<Optional<Boolean>> OPTIONAL_BOOLEAN = new OptionalBooleanType();

    /** A date with a time, in ISO 8601; without an offset it is in UTC. */
    public static final PropertyType<OffsetDateTime> DATE_TIME = new DateTimeType();

    /**
     * A map with any names, as in a JSON object: its values are texts, 64-bit whole numbers, finite floating-point numbers, truth
     * values, {@code null}, and lists and maps of such, nested at most 100 deep. Immutable.
     */
    public static final PropertyType<Map<String, Object>> FREE_MAP = new FreeMapType();

    /** A path that is taken as it is; see {@link #file} for one that is searched for and checked. */
    public static final PropertyType<Path> PATH = new PathType();

    private PropertyTypes() {}

    /**
     * Returns the type of the values of a Java class: one of the framework's, an enum by the names of its constants, or else
     * what a {@link PropertyTypeProvider} brings that the class's own loader sees.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static <T> PropertyType<T> of(Class<T> kind) {
        ClassLoader own = kind.getClassLoader();
        return JavaTypes.of(kind, own == null ? PropertyTypes.class.getClassLoader() : own);
    }

    /**
     * Returns the type of the values of a Java type, which may be {@code List<String>}, {@code List<List<Integer>>},
     * {@code Optional<Boolean>} or {@code Map<String, Object>} as well as a class or a primitive type.
     *
     * @param kind such as the type of a method's parameter
     * @param loader where providers are looked for when the framework has no type: that of whoever declares the property
     * @throws IllegalArgumentException if there is none
     */
    public static PropertyType<?> of(Type kind, ClassLoader loader) {
        return JavaTypes.of(kind, loader);
    }

    /**
     * Returns the type of arrays of floating-point numbers, for many of them: it has the forms of {@link #NUMBER_LIST}, and no object of a
     * number. Whoever gives an array keeps it, and each who asks for one gets a copy of its own: ask once, not in a loop. Only as a
     * property's own type, not inside lists and maps. Validators are those of lists, by
     * {@link org.mantle.validators.Validators#doubleArray}.
     */
    public static PropertyType<double[]> doubleArray() {
        return ArrayType.DOUBLES;
    }

    /**
     * Returns the type of arrays of floating-point numbers of 32 bits, as {@link #doubleArray}. A number is rounded to the nearest of 32
     * bits; one that is too large for them is refused.
     */
    public static PropertyType<float[]> floatArray() {
        return ArrayType.FLOATS;
    }

    /** Returns the type of arrays of whole numbers of 32 bits, in the forms of {@link #INTEGER_LIST}; see {@link #doubleArray}. */
    public static PropertyType<int[]> intArray() {
        return ArrayType.INTS;
    }

    /** Returns the type of arrays of whole numbers of 64 bits, in the forms of {@link #LONG_LIST}; see {@link #doubleArray}. */
    public static PropertyType<long[]> longArray() {
        return ArrayType.LONGS;
    }

    /** Returns the type of arrays of truth values, in the forms of {@link #BOOLEAN_LIST}; see {@link #doubleArray}. */
    public static PropertyType<boolean[]> booleanArray() {
        return ArrayType.BOOLEANS;
    }

    /**
     * Returns the numbers of a list in a new array, which is the caller's own. From a list that {@link #INTEGER_LIST} made this takes
     * no longer than to copy an array: no object of a number is made.
     */
    public static int[] toIntArray(List<Integer> numbers) {
        return WholeNumbers.toArray(numbers);
    }

    /**
     * Returns the type of lists, in whose text form a comma separates; an element with commas, quotes or blanks around it stands
     * in double quotes.
     *
     * @param element the type of the elements
     * @throws IllegalArgumentException if the elements are secrets, or objects in memory alone
     */
    public static <E> PropertyType<List<E>> listOf(PropertyType<E> element) {
        return JavaTypes.listOf(element);
    }

    /**
     * Returns the type of lists of lists, none of them empty: {@code 1+4,6} is [[1, 4], [6]]. It knows no ranges.
     *
     * @param element the type of the elements
     * @throws IllegalArgumentException if the elements are secrets, or objects in memory alone
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

    /**
     * Returns the type of names of objects in the host's {@link ObjectStore}; the value is the name with the object.
     *
     * @param kind the class of the objects
     * @param mode what the property is for
     */
    public static <T> PropertyType<StoredObject<T>> storedObject(Class<T> kind, StoreMode mode) {
        return new StoredObjectType<>(kind, mode);
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
