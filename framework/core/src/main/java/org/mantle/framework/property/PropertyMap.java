package org.mantle.framework.property;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.mantle.framework.type.LocalPath;

/**
 * The inputs of one algorithm as a run would see them, and the property maps in text, JSON and files that they come from and go to.
 *
 * <p>{@link org.mantle.framework.Mantle#inputs} makes one, of inputs that may be incomplete or wrong, so that a dialog can show the present values,
 * which properties count, and what is wrong. It holds no secret. Immutable; safe from many threads.
 *
 * <pre>{@code
 * Map<String, Object> given = PropertyMap.parse("File=scan.nxs;Rows=1-5");
 * PropertyMap inputs = mantle.inputs("CountRows", given);
 * inputs.write(Path.of("count-rows.json"), PropertyMap.Which.NON_DEFAULT);
 * }</pre>
 *
 * <p>Implemented by the framework alone, so that it may grow.
 *
 * @since 0.1.0
 */
public interface PropertyMap extends Inputs {

    /** Which inputs are written. Those that do not count, outputs, secrets and values in memory alone are never written. */
    enum Which {
        /** Every input that has a value. */
        ALL,
        /** Those whose value is not the present default. */
        NON_DEFAULT
    }

    /**
     * Reads a map from text: a JSON object, or {@code Name=Value;Name=Value}.
     *
     * <p>In the second form each part is split at its first {@code =}, blanks around parts and values are removed, and a value
     * cannot contain a {@code ;}. Empty parts count for nothing.
     *
     * @return names as they were written, with texts or JSON, for {@link org.mantle.framework.Mantle#run} and its kin
     * @throws InvalidPropertyException with every part that has no {@code =}, and every name that is there twice
     */
    static Map<String, Object> parse(String text) {
        return PropertyMapReader.ofText(text);
    }

    /**
     * Reads a map from a file in UTF-8: a JSON object, or lines that are each as in {@link #parse}; an empty line and one that
     * begins with {@code #} count for nothing. A {@code #} further on is a part of the value.
     *
     * @throws IOException if the file cannot be read, or is not in UTF-8
     * @throws InvalidPropertyException as for {@link #parse}
     */
    static Map<String, Object> read(Path file) throws IOException {
        return PropertyMapReader.ofFile(file);
    }

    /** Reads a map from a text stream, which is left open; see {@link #read(Path)}. */
    static Map<String, Object> read(Reader text) throws IOException {
        return PropertyMapReader.ofReader(text);
    }

    /** Begins a map that is built from keys, so that each value is known to be of its property's type. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a map from keys to hand to {@link org.mantle.framework.Mantle#run} and its kin. Used by one thread. */
    final class Builder {

        private final Map<String, Object> map = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Gives an input a value, in place of one that it was given before.
         *
         * @throws IllegalArgumentException if the property is an output
         */
        public <T> Builder set(Property<T> property, T value) {
            if (!property.direction().isInput()) {
                throw new IllegalArgumentException(property.name() + " is an output, which takes no value");
            }
            map.put(property.name(), Objects.requireNonNull(value, property.name()));
            return this;
        }

        /** Returns what was given until now, by name, in the order of giving; immutable. */
        public Map<String, Object> build() {
            return Collections.unmodifiableMap(new LinkedHashMap<>(map));
        }
    }

    /** Returns what is wrong with names and values, as {@link org.mantle.framework.Mantle#validate} does in its first tier. */
    List<Problem> problems();

    /**
     * Returns whether a property counts at present; one of which that cannot be told, because a value is refused, does.
     *
     * @throws IllegalArgumentException if the algorithm did not declare the property
     */
    boolean isVisible(Property<?> property);

    /**
     * Returns whether a property must be given a value at present.
     *
     * @throws IllegalArgumentException if the algorithm did not declare the property
     */
    boolean isRequired(Property<?> property);

    /**
     * Returns the paths on this machine that an input names where it is not the default, as a run would have them, with full paths in place
     * of names that are found; also those of a value that is refused.
     *
     * @throws IllegalArgumentException if the algorithm did not declare the property
     */
    List<LocalPath> localPaths(Property<?> property);

    /** Returns the values by name, in order of declaration. */
    Map<String, Object> asMap(Which which);

    /** Returns the values as a JSON object, sorted by name. */
    JsonObject toJson(Which which);

    /**
     * Returns the values as {@code Name=Value;Name=Value}, in order of declaration, or as a JSON object where that form cannot
     * hold one of them. {@link #parse} reads both back.
     */
    String toText(Which which);

    /**
     * Writes the values to a file, as a JSON object in UTF-8. A file that is there is replaced when the new one is whole;
     * a link to it stays a link, and its permissions stay as they are.
     *
     * @throws IOException if the file cannot be written
     */
    void write(Path file, Which which) throws IOException;
}
