package org.mantle.framework.internal.check;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.compiled.CompiledCondition;
import org.mantle.framework.internal.compiled.Slot;
import org.mantle.framework.internal.compiled.SlotInputs;
import org.mantle.framework.internal.type.HostStorage;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Property;

/** Words for inputs that were given and do not count: which condition does not hold, and what to do. */
final class IgnoredInputs {

    private static final int LONGEST_VALUE = 40;

    private IgnoredInputs() {}

    /**
     * Returns the notices of those inputs that do not hold their default: who gives the default loses nothing.
     *
     * @param uncounted inputs that were given and do not count
     */
    static Map<Slot, String> notices(
            List<Slot> uncounted, CompiledAlgorithm descriptor, @Nullable Object[] values, HostStorage storage) {
        Inputs inputs = new SlotInputs(descriptor, values, storage);
        Map<Slot, String> notices = new LinkedHashMap<>();
        for (Slot slot : uncounted) {
            try {
                if (!inputs.isDefault(slot.property())) {
                    notices.put(slot, notice(slot, descriptor, values));
                }
            } catch (Throwable e) {
                // foreign code: an author's type may throw anything, which must not stop a run
                notices.put(slot, slot.property().name() + " is ignored: it does not count together with the others");
            }
        }
        return notices;
    }

    private static String notice(Slot slot, CompiledAlgorithm descriptor, @Nullable Object[] values) {
        String name = slot.property().name();
        Set<String> wanted = new LinkedHashSet<>();
        Map<String, String> deciding = new LinkedHashMap<>();
        for (CompiledCondition rule : slot.visible()) {
            if (!rule.holds(values)) {
                wanted.add(rule.condition().words());
                for (int index : rule.restsOn()) {
                    Property<?> other = descriptor.slots()[index].property();
                    deciding.put(other.name(), other.name() + " is " + shown(other, values[index]));
                }
            }
        }
        return name + " is ignored: it counts only when " + String.join(" and ", wanted) + ", but "
                + String.join(", ", deciding.values()) + "; change "
                + deciding.keySet().stream().collect(Collectors.joining(" or "))
                + ", or leave " + name + " out";
    }

    private static <T> String shown(Property<T> property, @Nullable Object value) {
        if (value == null || property.isEmpty(value)) {
            return "not given";
        }
        return property.type().isSecret() ? "given" : property.toShownText(value, LONGEST_VALUE);
    }
}
