package org.mantle.framework.internal.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mantle.framework.property.Property;

/** The look-up of properties, also of those whose names have one hash. */
class SlotTableTests {

    private static List<Slot> slots(String... names) {
        List<Slot> slots = new ArrayList<>();
        for (String name : names) {
            Property<String> property =
                    Property.string(name).aliases("Old" + name).build();
            slots.add(new Slot(slots.size(), property, "", List.of(), List.of(), null, null));
        }
        return slots;
    }

    @Test
    void findsEachOfThoseWithOneHash() {
        assertThat("AaAa".hashCode()).isEqualTo("BBBB".hashCode()).isEqualTo("AaBB".hashCode());
        List<Slot> slots = slots("AaAa", "BBBB", "Other", "AaBB");
        SlotTable table = new SlotTable(slots);

        for (Slot slot : slots) {
            String name = slot.property().name();
            assertThat(table.of(slot.property())).isSameAs(slot);
            assertThat(table.spelt(new String(name))).isSameAs(slot);
            assertThat(table.named(name)).isSameAs(slot);
            assertThat(table.named("OLD" + name)).isSameAs(slot);
        }
        assertThat(table.named("other")).isSameAs(slots.get(2));
        assertThat(table.spelt("other")).isNull();
        assertThat(table.spelt("BBAa")).isNull();
        assertThat(table.named("BBAa")).isNull();
    }

    @Test
    void takesAPropertyOfTheSameNameForAnother() {
        SlotTable table = new SlotTable(slots("Same"));
        assertThat(table.of(Property.string("Same").build())).isNull();
        assertThat(new SlotTable(List.of()).named("Same")).isNull();
    }

    @Test
    void findsEachOfHundreds() {
        String[] names = new String[300];
        for (int i = 0; i < names.length; i++) {
            names[i] = "Text" + i;
        }
        List<Slot> slots = slots(names);
        SlotTable table = new SlotTable(slots);
        for (Slot slot : slots) {
            assertThat(table.of(slot.property())).isSameAs(slot);
            assertThat(table.spelt(slot.property().name())).isSameAs(slot);
        }
    }
}
