package org.mantle.framework.internal.declare;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.compiled.CompiledDefault;
import org.mantle.framework.internal.compiled.Slot;
import org.mantle.framework.property.ComputedDefault;
import org.mantle.framework.property.Property;

/** The computed defaults of one declaration, and what can be wrong with them. */
final class ComputedDefaults {

    private final Map<Property<?>, ComputedDefault> rules = new LinkedHashMap<>();

    void add(Property<?> property, ComputedDefault rule, Set<String> faults) {
        if (rules.put(property, rule) != null) {
            faults.add("the default of " + property.name() + " is worked out in two ways");
        }
    }

    /**
     * Adds what is wrong.
     *
     * @param declared the properties of the algorithm
     * @param conditions gives on what the conditions of a property rest
     */
    void check(List<Property<?>> declared, Function<Property<?>, Set<Property<?>>> conditions, Set<String> faults) {
        Set<Property<?>> known = new HashSet<>(declared);
        rules.forEach((property, rule) -> {
            String ofWhich = "the default of " + property.name();
            if (!known.contains(property) || !property.direction().isInput()) {
                faults.add(ofWhich + " is worked out, but that is not a declared input");
            }
            if (property.type().isSecret() || property.isDeclaredMandatory()) {
                faults.add(ofWhich + " is worked out, but it is mandatory or a secret and so can have none");
            }
            if (rule.words().isBlank()) {
                faults.add(ofWhich + " is worked out, and needs words that say how");
            }
            if (rule.restsOn().isEmpty()) {
                faults.add(ofWhich + " rests on no input: declare it as a plain default");
            }
            for (Property<?> input : rule.restsOn()) {
                if (!known.contains(input) || !input.direction().isInput()) {
                    faults.add(ofWhich + " rests on " + input.name() + ", which is not a declared input");
                } else if (input.type().isSecret()) {
                    faults.add(ofWhich + " rests on " + input.name() + ", which is a secret");
                }
            }
            if (restsOnItself(property, rule, conditions)) {
                faults.add(ofWhich + " rests on itself, through what it is worked out from");
            }
        });
    }

    /** Follows defaults and conditions alike: a value is settled when it is checked, and that needs its conditions. */
    private boolean restsOnItself(
            Property<?> property, ComputedDefault rule, Function<Property<?>, Set<Property<?>>> conditions) {
        Set<Property<?>> seen = new HashSet<>();
        Deque<Property<?>> next = new ArrayDeque<>(rule.restsOn());
        while (!next.isEmpty()) {
            Property<?> input = next.pop();
            if (input == property) {
                return true;
            }
            if (seen.add(input)) {
                next.addAll(conditions.apply(input));
                @Nullable ComputedDefault further = rules.get(input);
                if (further != null) {
                    next.addAll(further.restsOn());
                }
            }
        }
        return false;
    }

    @Nullable CompiledDefault compile(Property<?> property, ToIntFunction<Property<?>> index, List<Slot> slots) {
        @Nullable ComputedDefault rule = rules.get(property);
        return rule == null ? null : new CompiledDefault(property, rule, index, slots);
    }
}
