package org.mantle.framework.internal.check;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.file.FileReplacement;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.compiled.Slot;
import org.mantle.framework.internal.compiled.SlotInputs;
import org.mantle.framework.internal.text.NamedValues;
import org.mantle.framework.internal.type.HostStorage;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyMap;
import org.mantle.framework.type.LocalPath;
import org.mantle.framework.type.PropertyType;
import org.mantle.framework.type.Secret;

/** The inputs of one algorithm, checked as those of a run. */
public final class CheckedInputs implements PropertyMap {

    private final CompiledAlgorithm descriptor;
    private final InputChecker checker;
    private final Inputs inputs;
    private final List<Problem> problems;

    private CheckedInputs(CompiledAlgorithm descriptor, InputChecker checker, HostStorage storage) {
        this.descriptor = descriptor;
        this.checker = checker;
        this.inputs = new SlotInputs(descriptor, checker.values(), storage);
        this.problems = checker.problems();
    }

    public static PropertyMap of(CompiledAlgorithm descriptor, Map<String, ?> given, HostStorage storage) {
        InputChecker checker = InputChecker.ofMap(descriptor, given, storage, true);
        for (int index : descriptor.secretSlots()) {
            if (checker.values()[index] instanceof Secret secret) {
                checker.values()[index] = secret.redacted();
                secret.wipeIfOwned();
            }
        }
        return new CheckedInputs(descriptor, checker, storage);
    }

    /** Takes out of recorded inputs those that had the default which is worked out from others, so that it can be worked out anew. */
    public static void dropComputedDefaults(
            CompiledAlgorithm descriptor, Map<String, Object> recorded, HostStorage storage) {
        PropertyMap inputs = of(descriptor, Map.copyOf(recorded), storage);
        for (Property<?> property : descriptor.properties()) {
            if (descriptor.computedDefault(property).isPresent() && inputs.isDefault(property)) {
                recorded.remove(property.name());
            }
        }
    }

    @Override
    public List<Problem> problems() {
        return problems;
    }

    @Override
    public <T> Optional<T> find(Property<T> property) {
        return checker.isRefused(descriptor.requireSlot(property)) ? Optional.empty() : inputs.find(property);
    }

    @Override
    public boolean isDefault(Property<?> property) {
        return inputs.isDefault(property);
    }

    @Override
    public boolean isVisible(Property<?> property) {
        return checker.isVisible(descriptor.requireSlot(property));
    }

    @Override
    public boolean isRequired(Property<?> property) {
        return checker.isRequired(descriptor.requireSlot(property));
    }

    @Override
    public List<LocalPath> localPaths(Property<?> property) {
        @Nullable Object value = checker.values()[descriptor.requireSlot(property).index()];
        return value == null || isDefault(property) ? List.of() : property.localPaths(value);
    }

    @Override
    public Map<String, Object> asMap(Which which) {
        Map<String, Object> map = new LinkedHashMap<>();
        forEach(
                which,
                (slot, value) -> map.put(slot.property().name(), slot.property().copied(value)));
        return Collections.unmodifiableMap(map);
    }

    @Override
    public JsonObject toJson(Which which) {
        Map<String, Object> sorted = new TreeMap<>(asMap(which));
        JsonObject json = new JsonObject();
        sorted.forEach((name, value) ->
                json.add(name, descriptor.requireSlot(name).property().toJson(value)));
        return json;
    }

    @Override
    public String toText(Which which) {
        Map<String, String> texts = new LinkedHashMap<>();
        forEach(
                which,
                (slot, value) ->
                        texts.put(slot.property().name(), slot.property().toText(value)));
        return NamedValues.canHold(texts) ? NamedValues.write(texts) : JsonForm.COMPACT.text(toJson(which));
    }

    @Override
    public void write(Path file, Which which) throws IOException {
        FileReplacement.ofUser(file).write(JsonForm.PRETTY.text(toJson(which)) + "\n");
    }

    private void forEach(Which which, BiConsumer<Slot, Object> action) {
        for (Slot slot : descriptor.slots()) {
            @Nullable Object value = checker.values()[slot.index()];
            if (value != null
                    && slot.isInput()
                    && !checker.isRefused(slot)
                    && slot.isNamed(value)
                    && isWritten(slot, which)) {
                action.accept(slot, value);
            }
        }
    }

    private boolean isWritten(Slot slot, Which which) {
        PropertyType<?> type = slot.property().type();
        return !type.isSecret()
                && !type.isInMemoryOnly()
                && checker.isVisible(slot)
                && (which == Which.ALL || !isDefault(slot.property()));
    }

    /** Returns the names of the inputs that have a value, without values. */
    @Override
    public String toString() {
        return "PropertyMap" + asMap(Which.ALL).keySet();
    }
}
