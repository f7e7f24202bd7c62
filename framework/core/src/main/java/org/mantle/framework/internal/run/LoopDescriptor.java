package org.mantle.framework.internal.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.compiled.AlgorithmFactory;
import org.mantle.framework.internal.compiled.AlgorithmOrigin;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.compiled.CompiledDeclaration;
import org.mantle.framework.internal.compiled.LoopShape;
import org.mantle.framework.internal.compiled.LoopedType;
import org.mantle.framework.internal.compiled.Slot;
import org.mantle.framework.internal.type.LocatedType;
import org.mantle.framework.property.Property;

/** Makes the descriptor of a looped run: that of its algorithm, with lists in place of what is looped over and of the outputs. */
final class LoopDescriptor {

    private LoopDescriptor() {}

    /**
     * Makes it for one run.
     *
     * <p>It does not hold the entries: the history keeps it longer than those.
     *
     * @param looped which inputs are given as lists
     */
    static CompiledAlgorithm of(CompiledAlgorithm single, int entries, Predicate<Slot> looped) {
        List<Slot> slots = new ArrayList<>();
        for (Slot slot : single.slots()) {
            boolean list = slot.isOutput() || looped.test(slot);
            Property<?> property = list ? listOf(slot.property()) : slot.property();
            // The rules are those of the entries, and have been checked there.
            slots.add(new Slot(
                    slot.index(),
                    property,
                    list ? null : slot.defaultValue(),
                    List.of(),
                    List.of(),
                    null,
                    LocatedType.of(property.type())));
        }
        AlgorithmFactory none = () -> {
            throw new IllegalStateException("this describes one looped run; run the algorithm of the registry");
        };
        CompiledDeclaration compiled = new CompiledDeclaration(
                single.name(), slots, List.of(), none, Set.of(), new LoopShape(single, entries));
        return new CompiledAlgorithm(
                single.plugin(), single.origin(), new AlgorithmOrigin.Declared(single.facts(), compiled));
    }

    private static <T> Property<List<@Nullable T>> listOf(Property<T> property) {
        Property.Builder<List<@Nullable T>> list = Property.of(property.name(), new LoopedType<>(property.type()))
                .documentation(property.documentation())
                .unit(property.unit())
                .group(property.group());
        return switch (property.direction()) {
            case INPUT -> list.build();
            case OUTPUT -> list.output().build();
            case INOUT -> list.inOut().build();
        };
    }
}
