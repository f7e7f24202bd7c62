package org.mantle.framework;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.Reader;
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

/**
 * The inputs of one algorithm as a run would see them, and the property maps in text, JSON and files that they come from and go to.
 *
 * <p>{@link Mantle#inputs} makes one, of inputs that may be incomplete or wrong, so that a dialog can show the present values,
 * which properties count, and what is wrong. It holds no secret. Immutable; safe from many threads.
 *
 * <pre>{@code
 * Map<String, Object> given = PropertyMap.parse("File=scan.nxs;Rows=1-5");
 * PropertyMap inputs = mantle.inputs("CountRows", given);
 * inputs.write(Path.of("count-rows.json"), PropertyMap.Which.NON_DEFAULT);
 * }</pre>
 */
public final class PropertyMap implements Inputs {

    /** Which inputs are written. Those that do not count, outputs, secrets and values in memory alone are never written. */
    public enum Which {
        /** Every input that has a value. */
        ALL,
        /** Those whose value is not the present default. */
        NON_DEFAULT
    }

    private final AlgorithmDescriptor descriptor;
    private final InputChecker checker;
    private final Inputs inputs;
    private final List<Problem> problems;

    private PropertyMap(AlgorithmDescriptor descriptor, InputChecker checker, HostPlaces places) {
        this.descriptor = descriptor;
        this.checker = checker;
        this.inputs = new SlotInputs(descriptor, checker.values(), places);
        this.problems = checker.problems();
    }

    static PropertyMap of(AlgorithmDescriptor descriptor, Map<String, ?> given, HostPlaces places) {
        InputChecker checker = InputChecker.ofMap(descriptor, given, places);
        for (int index : descriptor.secretSlots()) {
            if (checker.values()[index] instanceof Secret secret) {
                checker.values()[index] = secret.redacted();
                secret.wipeIfOwned();
            }
        }
        return new PropertyMap(descriptor, checker, places);
    }

    /**
     * Reads a map from text: a JSON object, or {@code Name=Value;Name=Value}.
     *
     * <p>In the second form each part is split at its first {@code =}, blanks around parts and values are removed, and a value
     * cannot contain a {@code ;}. Empty parts count for nothing.
     *
     * @return names as they were written, with texts or JSON, for {@link Mantle#run} and its kin
     * @throws InvalidPropertyException with every part that has no {@code =}, and every name that is there twice
     */
    public static Map<String, Object> parse(String text) {
        return PropertyMapReader.ofText(text);
    }

    /**
     * Reads a map from a file in UTF-8: a JSON object, or lines that are each as in {@link #parse}; an empty line and one that
     * begins with {@code #} count for nothing. A {@code #} further on is a part of the value.
     *
     * @throws IOException if the file cannot be read, or is not in UTF-8
     * @throws InvalidPropertyException as for {@link #parse}
     */
    public static Map<String, Object> read(Path file) throws IOException {
        return PropertyMapReader.ofFile(file);
    }

    /** Reads a map from a text stream, which is left open; see {@link #read(Path)}. */
    public static Map<String, Object> read(Reader text) throws IOException {
        return PropertyMapReader.ofReader(text);
    }

    /** Returns what is wrong with names and values, as {@link Mantle#validate} does in its first tier. */
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

    /**
     * Returns whether a property counts at present; one of which that cannot be told, because a value is refused, does.
     *
     * @throws IllegalArgumentException if the algorithm did not declare the property
     */
    public boolean isVisible(Property<?> property) {
        return checker.isVisible(descriptor.requireSlot(property));
    }

    /**
     * Returns whether a property must be given a value at present.
     *
     * @throws IllegalArgumentException if the algorithm did not declare the property
     */
    public boolean isRequired(Property<?> property) {
        return checker.isRequired(descriptor.requireSlot(property));
    }

    /** Returns the values by name, in order of declaration. */
    public Map<String, Object> asMap(Which which) {
        Map<String, Object> map = new LinkedHashMap<>();
        forEach(which, (slot, value) -> map.put(slot.property().name(), value));
        return Collections.unmodifiableMap(map);
    }

    /** Returns the values as a JSON object, sorted by name. */
    public JsonObject toJson(Which which) {
        Map<String, Object> sorted = new TreeMap<>(asMap(which));
        JsonObject json = new JsonObject();
        sorted.forEach((name, value) ->
                json.add(name, descriptor.requireSlot(name).property().toJson(value)));
        return json;
    }

    /**
     * Returns the values as {@code Name=Value;Name=Value}, in order of declaration, or as a JSON object where that form cannot
     * hold one of them. {@link #parse} reads both back.
     */
    public String toText(Which which) {
        Map<String, String> texts = new LinkedHashMap<>();
        forEach(
                which,
                (slot, value) ->
                        texts.put(slot.property().name(), slot.property().toText(value)));
        return PropertyMapReader.isPlain(texts)
                ? PropertyMapReader.plainText(texts)
                : JsonForm.COMPACT.text(toJson(which));
    }

    /**
     * Writes the values to a file, as a JSON object in UTF-8. A file that is there is replaced when the new one is whole;
     * a link to it stays a link, and its permissions stay as they are.
     *
     * @throws IOException if the file cannot be written
     */
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
