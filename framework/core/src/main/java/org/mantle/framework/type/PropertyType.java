package org.mantle.framework.type;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.validators.Validator;
import org.mantle.validators.Validators;
import org.mantle.validators.Violation;

/**
 * The one place where text and JSON become a value of a property, and back.
 *
 * <p>The types that every algorithm needs are made by {@link org.mantle.framework.property.PropertyTypes}. An author may implement a new one: it must be
 * immutable, and its values too, or else it copies them ({@link #copy}, {@link #fromObject}); its conversions must depend on their
 * argument alone and refuse what they cannot take by an {@link IllegalArgumentException} whose message is a sentence part such as
 * "needs a whole number".
 *
 * <p>What is added to it later has a default, so that those who implement it need no change.
 *
 * @param <T> the kind of value
 * @since 0.1.0
 */
public interface PropertyType<T> {

    /** Returns the short word for people: {@code string}, {@code number}, {@code boolean}, {@code str list} and so on. */
    String word();

    /**
     * Converts a text, from which the framework has removed the blanks around it.
     *
     * @throws IllegalArgumentException if the text stands for no value
     */
    T fromText(String text);

    /** Converts a value to a text that {@link #fromText} reads back to an equal value. A secret gives stars. */
    String toText(T value);

    /**
     * Converts a Java value that is neither text nor JSON, without losing anything.
     *
     * @throws IllegalArgumentException if the object is not of this type
     */
    T fromObject(Object value);

    /**
     * Converts a JSON value other than null. A JSON string goes through {@link #fromText}, as it is.
     *
     * @throws IllegalArgumentException if the JSON stands for no value
     */
    default T fromJson(JsonElement json) {
        if (json instanceof JsonPrimitive primitive) {
            return fromText(primitive.getAsString());
        }
        throw new IllegalArgumentException("needs a " + word());
    }

    /** Converts a value to JSON. */
    default JsonElement toJson(T value) {
        // a cast that the JVM can verify without loading the classes of the library
        return JsonElement.class.cast(new JsonPrimitive(toText(value)));
    }

    /** Returns the JSON Schema of the type, to which a property adds what its validator allows. */
    JsonObject schema();

    /** Returns the value that stands for "nothing given" where an author sets no default; {@code null} when there is none. */
    default @Nullable T emptyValue() {
        return null;
    }

    /** Returns whether a value counts as "nothing" where one is needed, such as an empty text. */
    default boolean isEmpty(T value) {
        return value.equals(emptyValue());
    }

    /** Returns the text forms of a closed list of values, in order; empty when there is none. */
    default List<String> allowedValues() {
        return List.of();
    }

    /**
     * Returns a text for people, which may be shorter than that of {@link #toText} and need not read back.
     *
     * @param longest how many characters there may be; 0 means no limit
     */
    default String toShortText(T value, int longest) {
        return Violation.shortened(toText(value), longest);
    }

    /** Returns the check that every value of the type must pass, before that of the property; it need not be pure. */
    default Validator<? super T> validator() {
        return Validators.anything();
    }

    /** Returns as what a face should offer the values, unless a property says otherwise. */
    default Presentation presentation() {
        return Presentation.PLAIN;
    }

    /**
     * Returns the paths on the machine of the run that a value names, so that a host can keep callers from a network in certain
     * folders. A type that holds values of others asks these. Where it is not overridden, the text of the value is one, if the type is
     * presented as a local path.
     */
    default List<LocalPath> localPaths(T value) {
        return switch (presentation()) {
            case PLAIN, REMOTE_PATH -> List.of();
            case LOCAL_FILE, LOCAL_FILES, LOCAL_DIRECTORY ->
                isEmpty(value) ? List.of() : List.of(new LocalPath(toText(value), false));
        };
    }

    /** Returns the file extensions that a chooser should offer, in lower case and without a dot; a value may have any other. */
    default List<String> extensions() {
        return List.of();
    }

    /**
     * Returns the class of the objects whose names the values are, if they are: a dialog can offer {@link ObjectStore#names(Class)}
     * of it.
     */
    default Optional<Class<?>> storedKind() {
        return Optional.empty();
    }

    /**
     * Returns what a run does with the objects that the values name, if they name any: takes, changes or makes them. A dialog offers
     * the names that are there for what is taken or changed, and asks for one of any kind for what is made.
     */
    default Optional<StoreMode> storeMode() {
        return Optional.empty();
    }

    /**
     * Returns what a run does with the files or directories that the values name, if they are paths on the machine of the run: a
     * dialog opens one that is read, and saves as one that is written.
     */
    default Optional<FileMode> fileMode() {
        return Optional.empty();
    }

    /** Returns whether the values exist in memory alone, so that no record keeps one. */
    default boolean isInMemoryOnly() {
        return false;
    }

    /** Returns whether the values are secrets, so that no refusal may quote one and no record keeps one. */
    default boolean isSecret() {
        return false;
    }

    /**
     * Returns the value for one more holder: the value itself, or a copy where a holder could change it, such as an array. The framework
     * asks whenever it gives a value away, but not about what lists and maps hold: a value in them must be immutable.
     */
    default T copy(T value) {
        return value;
    }

    /**
     * Returns about how large a value is, in characters of its text form, without making that text: the history keeps a value
     * that is large as type, size and digest.
     */
    default long weight(T value) {
        return 0;
    }
}
