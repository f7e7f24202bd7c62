package org.mantle.framework.internal.declare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mantle.framework.property.Property;
import org.mantle.framework.type.PropertyType;
import org.mantle.validators.Constraint;
import org.mantle.validators.value.Order;

/**
 * Checks whether a property can have a value at all: of several validators each may be right, and all together allow nothing.
 *
 * <p>It is told from what validators say of themselves, and from lists of allowed values, each of which is tried. What a
 * pattern or a function allows is not known.
 */
public final class Contradictions {

    /** Lists of values that are longer are not tried: a declaration must be quick. */
    private static final int MOST_TRIED = 1000;

    private Contradictions() {}

    /** Returns what is wrong with a property that can never be given a value. */
    static Optional<String> fault(Property<?> property) {
        Constraint constraint = property.validator().constraint();
        // one alone cannot contradict itself: whoever makes it would be refused
        boolean ofOne = constraint instanceof Constraint.Range || constraint instanceof Constraint.OneOf;
        boolean never = !ofOne && (allowsNothing(List.of(constraint)) || everythingOfferedIsRefused(property));
        return never
                ? Optional.of("no value is allowed for " + property.name() + ", which must be " + constraint.words())
                : Optional.empty();
    }

    private static boolean everythingOfferedIsRefused(Property<?> property) {
        int offered = offered(property).size();
        return offered > 0 && refusedOfOffered(property).size() == offered;
    }

    /** Returns what is wrong with a property some of whose listed values are refused: a dialog would offer them. */
    public static Optional<String> faultOfList(Property<?> property) {
        List<String> refused = refusedOfOffered(property);
        return refused.isEmpty()
                ? Optional.empty()
                : Optional.of("of the values that " + property.name() + " lists, " + String.join(", ", refused)
                        + " can never be given: it must be "
                        + property.validator().constraint().words());
    }

    private static List<String> offered(Property<?> property) {
        List<String> offered = property.type().allowedValues();
        if (offered.isEmpty()) {
            List<Constraint> parts = new ArrayList<>();
            flatten(List.of(property.validator().constraint()), parts);
            for (Constraint part : parts) {
                if (part instanceof Constraint.OneOf oneOf) {
                    offered = oneOf.allowedValues();
                    break;
                }
            }
        }
        boolean tried = offered.size() <= MOST_TRIED && property.validator().isPure();
        return tried ? offered : List.of();
    }

    private static <T> List<String> refusedOfOffered(Property<T> property) {
        List<String> refused = new ArrayList<>();
        for (String text : offered(property)) {
            if (isRefused(property, text)) {
                refused.add(text);
            }
        }
        return refused;
    }

    private static <T> boolean isRefused(Property<T> property, String text) {
        PropertyType<T> type = property.type();
        try {
            return property.check(type.fromText(text)).isPresent();
        } catch (RuntimeException e) {
            // foreign code: how a type reads is not the question here
            return false;
        }
    }

    private static void flatten(List<Constraint> constraints, List<Constraint> parts) {
        for (Constraint constraint : constraints) {
            if (constraint instanceof Constraint.AllOf all) {
                flatten(all.parts(), parts);
            } else {
                parts.add(constraint);
            }
        }
    }

    /** Returns whether several constraints allow nothing together. */
    private static boolean allowsNothing(List<Constraint> all) {
        List<Constraint> parts = new ArrayList<>();
        List<Constraint.AnyOf> choices = new ArrayList<>();
        flatten(all, parts);
        List<Constraint> ofElements = new ArrayList<>();
        for (Constraint part : parts) {
            if (part instanceof Constraint.AnyOf any) {
                choices.add(any);
            } else if (part instanceof Constraint.EveryElement every) {
                ofElements.add(every.element());
            }
        }
        parts.removeAll(choices);
        if (rangesAreApart(parts) || lengthsAreApart(parts) || beginningsAreApart(parts)) {
            return true;
        }
        if (!ofElements.isEmpty() && allowsNothing(ofElements)) {
            return true;
        }
        for (Constraint.AnyOf any : choices) {
            if (any.parts().stream().allMatch(choice -> allowsNothing(with(parts, choice)))) {
                return true;
            }
        }
        return false;
    }

    private static List<Constraint> with(List<Constraint> parts, Constraint more) {
        List<Constraint> all = new ArrayList<>(parts);
        all.add(more);
        return all;
    }

    private static boolean rangesAreApart(List<Constraint> parts) {
        for (Constraint low : parts) {
            for (Constraint high : parts) {
                boolean apart = low instanceof Constraint.Range lower
                        && high instanceof Constraint.Range upper
                        && lower.lower().isPresent()
                        && upper.upper().isPresent()
                        && isEmpty(lower.lower().get(), upper.upper().get(), lower.tolerance() + upper.tolerance());
                if (apart) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns whether nothing lies between two bounds. */
    // bounds of one property are of one class, and one that can be compared
    @SuppressWarnings("unchecked")
    private static boolean isEmpty(Constraint.Bound low, Constraint.Bound high, double tolerance) {
        if (low.value().getClass() != high.value().getClass() || !(low.value() instanceof Comparable<?>)) {
            return false;
        }
        if (tolerance > 0) {
            return ((Number) low.value()).doubleValue() > ((Number) high.value()).doubleValue() + tolerance;
        }
        if (low.value() instanceof Integer || low.value() instanceof Long) {
            // the smallest and the largest whole number that are allowed, which may be none
            long first = ((Number) low.value()).longValue();
            long last = ((Number) high.value()).longValue();
            boolean none =
                    (!low.inclusive() && first == Long.MAX_VALUE) || (!high.inclusive() && last == Long.MIN_VALUE);
            return none || first + (low.inclusive() ? 0 : 1) > last - (high.inclusive() ? 0 : 1);
        }
        int order = Order.compare((Comparable<Object>) low.value(), (Comparable<Object>) high.value());
        return order > 0 || (order == 0 && !(low.inclusive() && high.inclusive()));
    }

    private static boolean lengthsAreApart(List<Constraint> parts) {
        int least = 0;
        int most = Integer.MAX_VALUE;
        for (Constraint part : parts) {
            if (part instanceof Constraint.ListLength length) {
                least = Math.max(least, length.least());
                most = Math.min(most, length.most().orElse(most));
            } else if (part.demandsSomething()) {
                least = Math.max(least, 1);
            }
        }
        return least > most;
    }

    private static boolean beginningsAreApart(List<Constraint> parts) {
        for (Constraint one : parts) {
            for (Constraint other : parts) {
                boolean apart = one instanceof Constraint.StartsWith first
                        && other instanceof Constraint.StartsWith second
                        && first.prefixes().stream()
                                .noneMatch(prefix -> second.prefixes().stream()
                                        .anyMatch(with -> with.startsWith(prefix) || prefix.startsWith(with)));
                if (apart) {
                    return true;
                }
            }
        }
        return false;
    }
}
