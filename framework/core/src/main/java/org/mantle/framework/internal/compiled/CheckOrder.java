package org.mantle.framework.internal.compiled;

import java.util.ArrayList;
import java.util.List;

/** Orders the inputs so that each is checked after those on which its conditions rest. */
final class CheckOrder {

    private final List<Slot> slots;
    private final List<Slot> ordered = new ArrayList<>();
    private final boolean[] entered;

    private CheckOrder(List<Slot> slots) {
        this.slots = slots;
        this.entered = new boolean[slots.size()];
    }

    static List<Slot> of(List<Slot> slots) {
        CheckOrder order = new CheckOrder(slots);
        for (Slot slot : slots) {
            if (slot.isInput()) {
                order.visit(slot);
            }
        }
        return List.copyOf(order.ordered);
    }

    /** Two properties may rest on each other: then one of them goes first, always the same. */
    private void visit(Slot slot) {
        if (!entered[slot.index()]) {
            entered[slot.index()] = true;
            for (int index : slot.restsOn()) {
                visit(slots.get(index));
            }
            ordered.add(slot);
        }
    }
}
