package org.mantle.framework.internal.compiled;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.text.Names;
import org.mantle.framework.property.Property;

/**
 * Finds the slots of one algorithm by property and by name, for which every run asks most. Immutable.
 *
 * <p>One table serves both: a slot lies where the hash of its property's name says, or where the next place was free.
 */
final class SlotTable {

    /** Spreads what differs in a few bits only over all of them: 2 to the 32 over the golden ratio. */
    private static final int SPREAD = 0x9E3779B9;

    /** More than four times as many as slots, a power of two: most searches end where they begin. */
    private final @Nullable Slot[] places;

    /** Leaves of a hash so many bits as a place has. */
    private final int shift;

    private final Map<String, Slot> byLowerCaseName = new HashMap<>();

    SlotTable(List<Slot> slots) {
        places = new @Nullable Slot[8 * Integer.highestOneBit(Math.max(1, slots.size()))];
        shift = Integer.numberOfLeadingZeros(places.length) + 1;
        for (Slot slot : slots) {
            Property<?> property = slot.property();
            int place = place(property.name());
            while (places[place] != null) {
                place = after(place);
            }
            places[place] = slot;
            byLowerCaseName.put(property.name().toLowerCase(Locale.ROOT), slot);
            for (String alias : property.aliases()) {
                byLowerCaseName.put(alias.toLowerCase(Locale.ROOT), slot);
            }
        }
    }

    private int place(String name) {
        return (name.hashCode() * SPREAD) >>> shift;
    }

    private int after(int place) {
        return (place + 1) & (places.length - 1);
    }

    /** Returns the slot of a property, or {@code null}. */
    @Nullable Slot of(Property<?> property) {
        int place = place(property.name());
        Slot slot = places[place];
        while (slot != null && slot.property() != property) {
            place = after(place);
            slot = places[place];
        }
        return slot;
    }

    /** Returns the slot of a name in the declared spelling, or {@code null}. */
    @Nullable Slot spelt(String name) {
        int place = place(name);
        Slot slot = places[place];
        while (slot != null && !slot.property().name().equals(name)) {
            place = after(place);
            slot = places[place];
        }
        return slot;
    }

    /** Returns the slot of a name or an old name in any letter case, or {@code null}. */
    @Nullable Slot named(String name) {
        Slot slot = spelt(name);
        return slot != null ? slot : byLowerCaseName.get(Names.lower(name));
    }
}
