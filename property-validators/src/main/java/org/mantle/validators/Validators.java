package org.mantle.validators;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.mantle.validators.pattern.BoundedPattern;
import org.mantle.validators.value.PrimitiveList;

/**
 * Makes every kind of validator.
 *
 * @since 0.1.0
 */
public final class Validators {

    private Validators() {}

    /** Returns a validator that allows everything. */
    // It looks at no value.
    @SuppressWarnings("unchecked")
    public static <T> Validator<T> anything() {
        return (Validator<T>) AnythingValidator.INSTANCE;
    }

    /**
     * Returns a validator that refuses an empty text and an empty list.
     *
     * <p>Zero and {@code false} are values. A value that knows by itself whether it is empty, such as a secret, is judged by
     * the property's type and not here.
     */
    public static <T> Validator<T> required() {
        return new RequiredValidator<>();
    }

    /** Returns a validator that allows the given texts only; see {@link #oneOf(Collection)}. */
    public static Validator<String> oneOf(String... allowed) {
        return oneOf(List.of(allowed));
    }

    /**
     * Returns a validator that allows the given values only; texts are compared letter by letter.
     *
     * @param allowed the values, in the order in which they are shown; what is there twice counts once
     * @throws IllegalArgumentException if no value is given
     */
    public static <T> Validator<T> oneOf(Collection<? extends T> allowed) {
        return oneOf(allowed, Map.of());
    }

    /**
     * Returns a validator that allows the given values, and texts that stand for them. A property stores the real value.
     *
     * @param allowed the values, as in {@link #oneOf(Collection)}
     * @param aliases other texts, with the value that each stands for; one that is also the text of a value is that value
     * @throws IllegalArgumentException if no value is given, or an alias stands for none of them
     */
    public static <T> Validator<T> oneOf(Collection<? extends T> allowed, Map<String, ? extends T> aliases) {
        return new OneOfValidator<>(allowed, aliases);
    }

    /** Returns a validator that allows numbers, or texts, at or above a bound. */
    public static <V extends Comparable<? super V>> Bounds<V> atLeast(V lower) {
        return Bounds.lower(lower, true);
    }

    /** Returns a validator that allows numbers, or texts, above a bound. */
    public static <V extends Comparable<? super V>> Bounds<V> above(V lower) {
        return Bounds.lower(lower, false);
    }

    /** Returns a validator that allows numbers, or texts, at or below a bound. */
    public static <V extends Comparable<? super V>> Bounds<V> atMost(V upper) {
        return Bounds.upper(upper, true);
    }

    /** Returns a validator that allows numbers, or texts, below a bound. */
    public static <V extends Comparable<? super V>> Bounds<V> below(V upper) {
        return Bounds.upper(upper, false);
    }

    /**
     * Returns a validator that allows numbers, or texts, between two bounds, both inclusive; for others see {@link Bounds}.
     *
     * @throws IllegalArgumentException if the bounds are in the wrong order
     */
    public static <V extends Comparable<? super V>> Bounds<V> between(V lower, V upper) {
        return atLeast(lower).andAtMost(upper);
    }

    /**
     * Returns a validator that allows texts that begin with one of the given ones, letter by letter. It refuses the empty text.
     *
     * @throws IllegalArgumentException if no text is given, or an empty one
     */
    public static Validator<String> startsWith(String... prefixes) {
        return TextValidator.startsWith(List.of(prefixes));
    }

    /**
     * Returns a validator that allows texts in which all given ones occur, letter by letter. It refuses the empty text.
     *
     * @throws IllegalArgumentException if no text is given, or an empty one
     */
    public static Validator<String> containsAll(String... fragments) {
        return TextValidator.containsAll(List.of(fragments));
    }

    /**
     * Returns a validator that allows texts that a regular expression matches as a whole.
     *
     * <p>It takes time linear in the length of the text: where the expression would backtrack for longer, the text is refused.
     * The expression is the author's own and trusted: what it costs by itself is not bounded, see {@link BoundedPattern}.
     *
     * @param regex the expression, in the dialect of {@link java.util.regex.Pattern}
     * @param words what it allows, in words that can follow "must be"
     * @throws java.util.regex.PatternSyntaxException if the expression is wrong
     */
    public static Validator<String> matching(String regex, String words) {
        return new MatchingValidator(regex, words);
    }

    /**
     * Returns a validator that allows the regular expressions of users, in the dialect of {@link java.util.regex.Pattern}, that a
     * {@link BoundedPattern} tries in bounded time: at most 1000 characters long, and with at most 4000 ways through their
     * alternatives and repeated groups. It says where an expression is wrong, and takes time linear in its length.
     */
    public static Validator<String> regularExpression() {
        return new RegexValidator();
    }

    /** Returns a validator that allows texts that {@link IsoDateTime} reads. */
    public static Validator<String> dateTime() {
        return TextValidator.dateTime();
    }

    /** Returns a validator that allows a date as DD/MM/YYYY that is not after the current year (in UTC), or nothing. It is not pure. */
    public static Validator<String> date() {
        return new DateValidator(Clock.systemUTC());
    }

    /** Returns a validator that allows absolute URIs, of the given schemes (such as {@code https}) or of any when none is given. */
    public static Validator<String> uri(String... schemes) {
        return TextValidator.uri(List.of(schemes));
    }

    /** Returns a validator that allows the name, IPv4 address or bracketed IPv6 address of a machine; it looks up nothing. */
    public static Validator<String> host() {
        return TextValidator.host();
    }

    /** Returns a validator that allows what {@link #host} does, followed by a colon and a port from 1 to 65535. */
    public static Validator<String> hostAndPort() {
        return TextValidator.hostAndPort();
    }

    /**
     * Returns a validator that allows lists of one length.
     *
     * @throws IllegalArgumentException if the length is negative
     */
    public static Validator<Collection<?>> listLength(int length) {
        return listLengthBetween(length, length);
    }

    /**
     * Returns a validator that allows lists of some length or more.
     *
     * @throws IllegalArgumentException if the length is negative
     */
    public static Validator<Collection<?>> listLengthAtLeast(int least) {
        return new ListLengthValidator(new Constraint.ListLength(least, Optional.empty()));
    }

    /**
     * Returns a validator that allows lists of some length or less.
     *
     * @throws IllegalArgumentException if the length is negative
     */
    public static Validator<Collection<?>> listLengthAtMost(int most) {
        return listLengthBetween(0, most);
    }

    /**
     * Returns a validator that allows lists of a length between two, both inclusive.
     *
     * @throws IllegalArgumentException if one is negative, or they are in the wrong order
     */
    public static Validator<Collection<?>> listLengthBetween(int least, int most) {
        return new ListLengthValidator(new Constraint.ListLength(least, Optional.of(most)));
    }

    /** Returns a validator that asks another about every element, and tells of all violations, each with the number of its element, from 1. */
    public static <E> Validator<List<E>> everyElement(Validator<? super E> element) {
        return new EveryElementValidator<>(element);
    }

    /** Returns a validator of arrays that allows what a validator of lists does, such as {@code doubleArray(rebinList())}. */
    public static Validator<double[]> doubleArray(Validator<? super List<Double>> list) {
        return new ArrayValidator<>(PrimitiveList::of, list);
    }

    /** Returns a validator of arrays that allows what a validator of lists does; see {@link #doubleArray}. */
    public static Validator<float[]> floatArray(Validator<? super List<Float>> list) {
        return new ArrayValidator<>(PrimitiveList::of, list);
    }

    /** Returns a validator of arrays that allows what a validator of lists does; see {@link #doubleArray}. */
    public static Validator<int[]> intArray(Validator<? super List<Integer>> list) {
        return new ArrayValidator<>(PrimitiveList::of, list);
    }

    /** Returns a validator of arrays that allows what a validator of lists does; see {@link #doubleArray}. */
    public static Validator<long[]> longArray(Validator<? super List<Long>> list) {
        return new ArrayValidator<>(PrimitiveList::of, list);
    }

    /** Returns a validator of arrays that allows what a validator of lists does; see {@link #doubleArray}. */
    public static Validator<boolean[]> booleanArray(Validator<? super List<Boolean>> list) {
        return new ArrayValidator<>(PrimitiveList::of, list);
    }

    /** Returns a validator that allows lists of pairs, of which the first is at most the second. */
    public static <E extends Comparable<? super E>> Validator<List<E>> orderedPairs() {
        return new OrderedPairsValidator<>();
    }

    /**
     * Returns a validator that allows the bins of a histogram: a lone width, which is above 0, or start, width, boundary, width,
     * boundary and so on. There, boundaries rise and widths are not zero; a negative width means logarithmic steps, and then the
     * boundaries are positive.
     */
    public static Validator<List<Double>> rebinList() {
        return new RebinListValidator(false);
    }

    /** Returns a validator like {@link #rebinList} that also allows just the low and the high end. */
    public static Validator<List<Double>> rebinListOrEnds() {
        return new RebinListValidator(true);
    }

    /** Returns a validator that allows the path of an existing, readable, regular file. It is not pure. */
    public static Validator<String> readableFile() {
        return new LocalPathValidator(Constraint.LocalPath.Kind.READABLE_FILE);
    }

    /** Returns a validator that allows the path of an existing directory in which files can be made. It is not pure. */
    public static Validator<String> writableDirectory() {
        return new LocalPathValidator(Constraint.LocalPath.Kind.WRITABLE_DIRECTORY);
    }

    /** Returns a validator that allows the path of an existing directory. It is not pure. */
    public static Validator<String> existingDirectory() {
        return new LocalPathValidator(Constraint.LocalPath.Kind.EXISTING_DIRECTORY);
    }

    /** Returns a validator that allows a path that leads to a regular file or to nothing yet. It is not pure. */
    public static Validator<String> filePath() {
        return new LocalPathValidator(Constraint.LocalPath.Kind.FILE);
    }

    /** Returns a validator that allows a path that leads to a directory or to nothing yet. It is not pure. */
    public static Validator<String> directoryPath() {
        return new LocalPathValidator(Constraint.LocalPath.Kind.DIRECTORY);
    }

    /**
     * Returns a validator from a function of the author's.
     *
     * @param words what is allowed, in words that can follow "must be"
     * @param allowed whether a value is allowed; must depend on the value alone and must not throw
     */
    public static <T> Validator<T> satisfying(String words, Predicate<? super T> allowed) {
        return new PredicateValidator<>(words, allowed);
    }

    /** Returns a validator that asks the given ones in turn and gives the first violation. */
    public static <T> Validator<T> allOf(List<? extends Validator<? super T>> validators) {
        return new AllOfValidator<>(List.copyOf(validators));
    }

    /**
     * Returns a validator that allows what one of the given ones allows, and else gives the messages of all.
     *
     * @throws IllegalArgumentException if none is given
     */
    public static <T> Validator<T> anyOf(List<? extends Validator<? super T>> validators) {
        return new AnyOfValidator<>(List.copyOf(validators));
    }

    /** Returns a validator that allows an empty text, list or map, and what the given one allows. */
    public static <T> Validator<T> emptyOr(Validator<? super T> other) {
        return new EmptyOrValidator<>(other);
    }
}
