package org.mantle.framework;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Optional;
import org.mantle.validators.Constraint;
import org.mantle.validators.Validator;
import org.mantle.validators.Violation;

/** The type of names of objects in the host's store; the text form is the name. */
final class StoredObjectType<T> implements PropertyType<StoredObject<T>>, HostNames<StoredObject<T>> {

    private final Class<T> kind;
    private final StoreMode mode;

    StoredObjectType(Class<T> kind, StoreMode mode) {
        this.kind = kind;
        this.mode = mode;
    }

    @Override
    public String word() {
        return kind.getSimpleName();
    }

    @Override
    public StoredObject<T> fromText(String text) {
        return StoredObject.named(text);
    }

    @Override
    public String toText(StoredObject<T> value) {
        return value.toString();
    }

    /** Takes an object with or without its name; a text is always a name. */
    @Override
    @SuppressWarnings("unchecked") // the object in it, if any, is of the kind
    public StoredObject<T> fromObject(Object value) {
        if (value instanceof String name) {
            return fromText(name);
        }
        if (value instanceof StoredObject<?> stored
                && stored.find().map(kind::isInstance).orElse(true)) {
            return (StoredObject<T>) stored;
        }
        Object object = value instanceof StoredObject<?> stored ? stored.get() : value;
        if (kind.isInstance(object)) {
            return StoredObject.of(kind.cast(object));
        }
        throw new IllegalArgumentException("needs the name of an object of the Java class " + kind.getName()
                + " in the host's store, or such an object, not a "
                + object.getClass().getSimpleName());
    }

    @Override
    public StoredObject<T> fromJson(JsonElement json) {
        return fromText(Json.text(json, "the name of an object"));
    }

    @Override
    public JsonObject schema() {
        return Json.schema("string");
    }

    @Override
    public StoredObject<T> emptyValue() {
        return StoredObject.named("");
    }

    @Override
    public StoredObject<T> located(StoredObject<T> value, HostPlaces places) {
        if (value.name().isEmpty()) {
            return value.find()
                    .flatMap(object -> places.objects()
                            .nameOf(object)
                            .map(name -> StoredObject.<T>named(name).with(object)))
                    .orElse(value);
        }
        return mode.isRead() ? value.lookedUp(places.objects(), kind) : StoredObject.named(value.name());
    }

    @Override
    public String searched(StoredObject<T> value, HostPlaces places) {
        return places.objects().contents();
    }

    @Override
    public boolean isKeptWhenRefused() {
        return true;
    }

    /** The history must not keep an object from being thrown away. */
    @Override
    public Object kept(StoredObject<T> value) {
        if (!value.name().isEmpty()) {
            return StoredObject.named(value.name());
        }
        return value.isNothing() ? value : new UnkeptValue(word(), UnkeptValue.IN_MEMORY);
    }

    @Override
    public boolean isLeft() {
        return !mode.isRead();
    }

    /** The name is the caller's, whatever the run did with it. */
    @Override
    public StoredObject<T> left(StoredObject<T> given, StoredObject<T> made) {
        StoredObject<T> named = StoredObject.named(given.name());
        return made.find().map(named::with).orElse(named);
    }

    @Override
    public StoredObject<T> numbered(StoredObject<T> value, int number) {
        return value.name().isEmpty() || mode.isRead() ? value : StoredObject.named(value.name() + "_" + number);
    }

    @Override
    public Validator<StoredObject<T>> validator() {
        return new InStore<>(kind.getSimpleName(), mode);
    }

    @Override
    public long weight(StoredObject<T> value) {
        return value.name().length();
    }

    /** Asks for a name, and for an object under it that is to be read. */
    private record InStore<T>(String kind, StoreMode mode) implements Validator<StoredObject<T>> {

        @Override
        public Optional<Violation> check(StoredObject<T> value) {
            if (value.isNothing()) {
                return mode.isOptional()
                        ? Optional.empty()
                        : violation(Violation.MISSING, "a name is needed, and it is empty; give ");
            }
            if (!mode.isRead() || value.find().isPresent()) {
                return Optional.empty();
            }
            String name = Violation.quoted(value.name());
            return value.other()
                    .map(other -> violation(
                            Violation.NOT_USABLE,
                            name + " is of kind " + other.getClass().getSimpleName() + "; give "))
                    .orElseGet(() -> violation(Violation.NOT_FOUND, name + " is not there; give "));
        }

        private Optional<Violation> violation(String code, String problem) {
            return Optional.of(new Violation(code, problem + constraint().words()));
        }

        @Override
        public Constraint constraint() {
            return new Constraint.Described(
                    mode.isRead()
                            ? "the name of an object of kind " + kind + " in the host's store"
                            : "a name for an object of kind " + kind + " in the host's store");
        }

        @Override
        public boolean isPure() {
            return false;
        }
    }
}
