package org.mantle.framework.internal.type;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.text.ShortNumbers;
import org.mantle.framework.internal.text.WholeNumbers;
import org.mantle.validators.Violation;

/**
 * The type of lists of whole numbers, whose text form knows ranges.
 *
 * <p>{@code 2-5} and {@code 2:5} are 2, 3, 4, 5; {@code 2:9:3} is 2, 5, 8; {@code 9:2:-3} is 9, 6, 3. A dash swaps ends that are
 * in the wrong order, a colon does not. The order and repeats are kept. The lists hold their numbers in an array: a list of a
 * million costs what the array costs, until somebody reads its elements. One range alone is held as that.
 */
public final class WholeNumberListType<N extends Number> extends ListType<N> {

    /** Room for more numbers is made as they come: the rest may be nothing like the beginning. */
    private static final long MOST_EXPECTED = 1L << 20;

    /** So many elements may a list have of which a part is written as a range: a few characters must not fill the memory. */
    static final int MOST_BY_RANGES = 1_000_000;

    /** Compiled when the first range is read: every start of a host makes the type. */
    private static final class Range {
        static final Pattern FORM =
                Pattern.compile("([+-]?[0-9]++)(?:-([+-]?[0-9]++)|:([+-]?[0-9]++)(?::([+-]?[0-9]++))?)");
    }

    private final WholeNumberType<N> element;

    public WholeNumberListType(String word, WholeNumberType<N> element) {
        super(word, element);
        this.element = element;
    }

    @Override
    public List<N> fromObject(Object value) {
        WholeNumbers<N> numbers = element.noNumbers();
        for (Object each : ListElements.ofObject(value)) {
            numbers.add(element.fromObject(each).longValue());
        }
        return numbers.toList();
    }

    @Override
    public List<N> fromText(String text) {
        WholeNumbers<N> numbers = element.noNumbers();
        ShortNumbers shorts = new ShortNumbers(text);
        int at = 0;
        while (at < text.length()) {
            at = shorts.read(at);
            if (numbers.size() == 0 && at > 0) {
                // As many as there are if the rest is like the beginning.
                numbers.expect((int) Math.min(MOST_EXPECTED, (long) shorts.count() * text.length() / at));
            }
            // eight digits fit every width
            numbers.addAll(shorts.numbers(), shorts.count());
            if (shorts.count() == 0) {
                int comma = text.indexOf(',', at);
                int end = comma < 0 ? text.length() : comma;
                read(text.substring(at, end), numbers);
                at = end + 1;
            }
        }
        return numbers.toList();
    }

    private void read(String text, WholeNumbers<N> into) {
        String token = text.strip();
        try {
            add(token, into);
        } catch (IllegalArgumentException e) {
            throw refusal(token, e);
        }
    }

    /** Reads what stands between two commas, and adds the elements that it gives. */
    private void add(String token, WholeNumbers<N> into) {
        if (token.isEmpty()) {
            return;
        }
        if (WholeNumberType.isSignAndDigits(token)) {
            into.add(number(token));
            return;
        }
        Matcher range = Range.FORM.matcher(token);
        if (!range.matches()) {
            throw new IllegalArgumentException(
                    "is neither a whole number nor a range such as 2-5 or 2:9:3, whose step is 1 when left out");
        }
        long first = number(range.group(1));
        @Nullable String afterDash = range.group(2);
        if (afterDash != null) {
            long last = number(afterDash);
            addRange(Math.min(first, last), Math.max(first, last), 1, into);
            return;
        }
        long last = number(range.group(3));
        @Nullable String step = range.group(4);
        if (step == null && first > last) {
            throw new IllegalArgumentException(
                    "falls: write " + last + ":" + first + ", or " + first + ":" + last + ":-1 for a falling range");
        }
        addRange(first, last, step == null ? 1 : number(step), into);
    }

    private long number(String text) {
        return element.fromText(text).longValue();
    }

    private static void addRange(long first, long last, long step, WholeNumbers<?> into) {
        if (step == 0 || (first <= last) != (step > 0)) {
            throw new IllegalArgumentException("has the step " + step + "; it must be "
                    + (first <= last ? "above 0" : "below 0") + " to lead from " + first + " to " + last);
        }
        // As unsigned numbers neither the distance of two longs nor the size of the step overflows.
        long further = step > 0 ? Long.divideUnsigned(last - first, step) : Long.divideUnsigned(first - last, -step);
        if (Long.compareUnsigned(further, MOST_BY_RANGES) >= 0 || into.size() + further >= MOST_BY_RANGES) {
            throw new IllegalArgumentException(
                    "makes the list longer than the " + MOST_BY_RANGES + " elements that ranges may give");
        }
        into.addRange(first, step, (int) further + 1);
    }

    /** Writes two or more neighbours that rise by one as {@code a-b}. */
    @Override
    public String toShortText(List<N> value, int longest) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < value.size()) {
            int end = at;
            while (end + 1 < value.size() && risesByOne(value.get(end), value.get(end + 1))) {
                end++;
            }
            text.append(text.isEmpty() ? "" : ",").append(value.get(at));
            if (end > at) {
                text.append('-').append(value.get(end));
            }
            at = end + 1;
        }
        return Violation.shortened(text.toString(), longest);
    }

    private boolean risesByOne(N left, N right) {
        return left.longValue() != Long.MAX_VALUE && left.longValue() + 1 == right.longValue();
    }
}
