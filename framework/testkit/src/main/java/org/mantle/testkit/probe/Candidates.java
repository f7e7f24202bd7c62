package org.mantle.testkit.probe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.mantle.framework.property.Property;
import org.mantle.framework.type.PropertyType;

/** Values to try on a property, of which some are allowed and some are not. */
public final class Candidates {

    private static final List<Object> NUMBERS =
            List.of(0, 1, -1, 2, 7, 1000, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, 0.5, -2.5e300);
    private static final List<Object> TEXTS = List.of(
            "",
            " ",
            "0",
            "1",
            "-1",
            "NaN",
            "Infinity",
            "-Infinity",
            "1,2,3",
            "3,2,NaN",
            "true",
            "false",
            "a",
            "A b",
            "\u0000",
            "\u00e9\ud834\udd1e\ud800",
            "(",
            "[a-",
            "$1",
            "\\",
            "../..",
            "/no/such/file",
            "*",
            "%s%n",
            "{}",
            "x".repeat(20_000));

    private Candidates() {}

    /** Returns values that no property of this type takes, unless it takes any object. */
    public static List<Object> wrong(Property<?> property) {
        List<Object> wrong = new ArrayList<>(
                List.of(new StringBuilder().reverse().append("wrong").chars()));
        if (!property.allowedValues().isEmpty()) {
            wrong.add("no such choice");
        }
        return wrong;
    }

    /** Returns values of all kinds: first those that the property names, then others. */
    public static List<Object> of(Property<?> property) {
        List<Object> values = new ArrayList<>(property.allowedValues());
        values.addAll(NUMBERS);
        values.addAll(TEXTS);
        if (isList(property.type())) {
            values.add(List.of());
            values.add(List.of("a", "a", ""));
            values.add(Collections.nCopies(1000, 1));
            values.add(List.of(Double.NaN, Double.NEGATIVE_INFINITY, -0.0));
        }
        return values;
    }

    private static boolean isList(PropertyType<?> type) {
        Object empty = type.emptyValue();
        return empty != null && Words.plain(empty) instanceof List<?>;
    }
}
