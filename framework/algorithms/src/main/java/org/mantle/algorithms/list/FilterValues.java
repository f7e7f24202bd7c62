package org.mantle.algorithms.list;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.mantle.algorithms.word.Labels;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Problems;
import org.mantle.framework.property.Property;
import org.mantle.validators.Validators;
import org.mantle.validators.pattern.BoundedPattern;

/** Keeps some values of a list. */
public final class FilterValues extends Algorithm {

    /** By what a value is kept. */
    enum Rule {
        RANGE,
        PATTERN,
        ONE_OF
    }

    static final Property<List<String>> VALUES = Property.stringList("Values")
            .mandatory()
            .example(List.of("1", "5", "3"))
            .documentation("The values, numbers or texts.")
            .build();
    static final Property<Rule> KEEP = Property.choice("Keep", Rule.class, Labels::of)
            .defaultValue(Rule.RANGE)
            .documentation(
                    "Which values are kept: numbers from Least to Most, texts in which Pattern occurs, or those that"
                            + " are in Wanted.")
            .build();
    static final Property<Double> LEAST = Property.number("Least")
            .example(2.0)
            .documentation("The smallest number that is kept; without it there is no lower end.")
            .build();
    static final Property<Double> MOST = Property.number("Most")
            .documentation("The largest number that is kept; without it there is no upper end.")
            .build();
    static final Property<String> PATTERN = Property.string("Pattern")
            .validator(Validators.regularExpression())
            .documentation(
                    "A regular expression that occurs anywhere in the values that are kept; ^ and $ are their ends.")
            .build();
    static final Property<List<String>> WANTED = Property.stringList("Wanted")
            .documentation("The values that are kept, letter by letter.")
            .build();
    static final Property<Boolean> INVERT = Property.bool("Invert")
            .defaultValue(false)
            .documentation("Whether exactly the other values are kept.")
            .build();
    static final Property<List<String>> FILTERED_VALUES = Property.stringList("FilteredValues")
            .output()
            .documentation("The values that are kept, in their order.")
            .build();
    static final Property<List<Integer>> INDICES = Property.integerList("Indices")
            .output()
            .documentation("Where in Values each of them is, counted from 0.")
            .build();

    @Override
    protected void declare(Declaration declaration) {
        declaration
                .name("FilterValues")
                .categories("Lists")
                .summary("Keeps the values of a list that lie in a range, match a pattern, or are in another list.")
                .seeAlso("SortValues", "FindInText")
                .keywords("select", "subset", "remove", "outlier")
                .properties(VALUES, KEEP, LEAST, MOST, PATTERN, WANTED, INVERT, FILTERED_VALUES, INDICES)
                .visibleWhen(Condition.is(KEEP, Rule.RANGE), LEAST, MOST)
                .requiredWhen(Condition.is(KEEP, Rule.RANGE).and(Condition.isDefault(MOST)), LEAST)
                .visibleWhen(Condition.is(KEEP, Rule.PATTERN), PATTERN)
                .requiredWhen(Condition.is(KEEP, Rule.PATTERN), PATTERN)
                .visibleWhen(Condition.is(KEEP, Rule.ONE_OF), WANTED)
                .requiredWhen(Condition.is(KEEP, Rule.ONE_OF), WANTED);
    }

    @Override
    protected void validateInputs(Inputs inputs, Problems problems) {
        if (inputs.get(KEEP) != Rule.RANGE) {
            return;
        }
        ValueChecks.requireNumbers(VALUES, inputs.get(VALUES), "to be kept by Range", problems);
        Optional<Double> least = inputs.find(LEAST);
        Optional<Double> most = inputs.find(MOST);
        if (least.isPresent() && most.isPresent() && !(least.get() <= most.get())) {
            problems.add(MOST, "must not be below Least, which is " + least.get());
        }
    }

    @Override
    protected void execute(Context run) {
        Predicate<String> rule = rule(run);
        Predicate<String> kept = run.get(INVERT) ? rule.negate() : rule;
        List<String> values = run.get(VALUES);
        List<String> filtered = new ArrayList<>();
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            run.checkCancelled();
            if (kept.test(values.get(i))) {
                filtered.add(values.get(i));
                indices.add(i);
            }
        }
        run.set(FILTERED_VALUES, filtered);
        run.set(INDICES, indices);
    }

    private static Predicate<String> rule(Inputs inputs) {
        return switch (inputs.get(KEEP)) {
            case PATTERN -> BoundedPattern.of(Pattern.compile(inputs.get(PATTERN)))::occursIn;
            case ONE_OF -> {
                Set<String> wanted = new HashSet<>(inputs.get(WANTED));
                yield wanted::contains;
            }
            case RANGE -> {
                double least = inputs.find(LEAST).orElse(Double.NEGATIVE_INFINITY);
                double most = inputs.find(MOST).orElse(Double.POSITIVE_INFINITY);
                yield text -> liesBetween(ExactNumbers.parse(text), least, most);
            }
        };
    }

    /** Returns whether a value lies between two ends, compared exactly; an infinite one does not limit. */
    private static boolean liesBetween(BigDecimal value, double least, double most) {
        return (Double.isInfinite(least) ? least < 0 : value.compareTo(new BigDecimal(least)) >= 0)
                && (Double.isInfinite(most) ? most > 0 : value.compareTo(new BigDecimal(most)) <= 0);
    }
}
