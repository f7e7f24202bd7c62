package org.mantle.algorithms.list;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mantle.algorithms.word.Labels;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Problems;
import org.mantle.framework.property.Property;

/** Sorts a list. Values that the order holds for equal keep their places among each other. */
public final class SortValues extends Algorithm {

    static final Property<List<String>> VALUES = Property.stringList("Values")
            .mandatory()
            .example(List.of("run10", "run9"))
            .documentation("The values, numbers or texts.")
            .build();
    static final Property<ValueOrder> ORDER = Property.choice("Order", ValueOrder.class, Labels::of)
            .defaultValue(ValueOrder.NATURAL)
            .documentation(
                    "Texts are compared letter by letter, Numbers as numbers with all their digits. Natural compares"
                            + " texts, but the digits in them as whole numbers: run9 comes before run10.")
            .build();
    static final Property<Boolean> DESCENDING = Property.bool("Descending")
            .defaultValue(false)
            .documentation("Whether the largest value comes first.")
            .build();
    static final Property<Boolean> IGNORE_CASE = Property.bool("IgnoreCase")
            .defaultValue(false)
            .documentation("Whether upper and lower case letters are held for equal.")
            .build();
    static final Property<Boolean> UNIQUE = Property.bool("Unique")
            .defaultValue(false)
            .documentation("Whether of values that the order holds for equal only the first is kept.")
            .build();
    static final Property<List<String>> SORTED_VALUES = Property.stringList("SortedValues")
            .output()
            .documentation("The values in their order, as they were written.")
            .build();

    @Override
    protected void declare(Declaration declaration) {
        declaration
                .name("SortValues")
                .categories("Lists")
                .summary("Sorts a list of numbers or texts.")
                .seeAlso("FilterValues", "CalculateStatistics")
                .keywords("order", "rank", "remove", "duplicate", "distinct")
                .properties(VALUES, ORDER, DESCENDING, IGNORE_CASE, UNIQUE, SORTED_VALUES)
                .visibleWhen(Condition.is(ORDER, ValueOrder.NUMBERS).not(), IGNORE_CASE);
    }

    @Override
    protected void validateInputs(Inputs inputs, Problems problems) {
        if (inputs.get(ORDER) == ValueOrder.NUMBERS) {
            ValueChecks.requireNumbers(VALUES, inputs.get(VALUES), "to be sorted as Numbers", problems);
        }
    }

    @Override
    protected void execute(Context run) {
        Comparator<String> ascending = run.get(ORDER).comparator(run.get(IGNORE_CASE));
        List<String> sorted = new ArrayList<>(run.get(VALUES));
        Comparator<String> wanted = run.get(DESCENDING) ? ascending.reversed() : ascending;
        sorted.sort((left, right) -> {
            // Millions of values take their time.
            run.checkCancelled();
            return wanted.compare(left, right);
        });
        run.set(SORTED_VALUES, run.get(UNIQUE) ? firstOfEqual(sorted, ascending) : sorted);
    }

    private static List<String> firstOfEqual(List<String> sorted, Comparator<String> order) {
        List<String> unique = new ArrayList<>();
        for (String value : sorted) {
            if (unique.isEmpty() || order.compare(unique.get(unique.size() - 1), value) != 0) {
                unique.add(value);
            }
        }
        return unique;
    }
}
