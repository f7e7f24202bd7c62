package org.mantle.framework;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Orders the inputs so that each is checked after those on which its conditions rest. */
final class CheckOrder {

    private final List<Slot> slots;
    private final Set<Slot> ordered = new LinkedHashSet<>();
    private final Set<Slot> entered = new LinkedHashSet<>();

    private CheckOrder(List<Slot> slots) {
        this.slots = slots;
    }

    static List<Slot> of(List<Slot> slots) {
        CheckOrder order = new CheckOrder(slots);
        slots.stream().filter(Slot::isInput).forEach(order::visit);
        return List.copyOf(order.ordered);
    }

    /** Two properties may rest on each other: then the one declared first goes first. */
    private void visit(Slot slot) {
        if (entered.add(slot)) {
            slot.restsOn().stream().sorted().map(slots::get).forEach(this::visit);
            ordered.add(slot);
        }
    }
}
