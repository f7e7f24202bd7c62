package org.mantle.framework.internal.type;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Optional;
import org.mantle.framework.internal.text.Json;
import org.mantle.framework.type.ObjectStore;
import org.mantle.framework.type.PropertyType;
import org.mantle.framework.type.StoreMode;
import org.mantle.framework.type.StoredObject;
import org.mantle.validators.Constraint;
import org.mantle.validators.Validator;
import org.mantle.validators.Violation;

/** The type of names of objects in the host's store; the text form is the name. */
public final class StoredObjectType<T> implements PropertyType<StoredObject<T>>, LocatedType<StoredObject<T>> {

    private final Class<T> kind;
    private final StoreMode mode;

    public StoredObjectType(Class<T> kind, StoreMode mode) {
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
    // the object in it, if any, is of the kind
    @SuppressWarnings("unchecked")
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

    /** An object that was handed over is the one that is meant, whatever lies under its name now. */
    @Override
    public StoredObject<T> located(StoredObject<T> value, HostStorage storage) {
        if (!mode.isLookedUp()) {
            return withoutObjects(value);
        }
        if (value.find().isPresent()) {
            boolean stale =
                    !mode.isChanged() && storage.objects().find(value.name()).orElse(null) != value.get();
            return value.name().isEmpty() || stale ? withName(StoredObject.of(value.get()), storage.objects()) : value;
        }
        return value.name().isEmpty() ? value : value.lookedUp(storage.objects(), kind);
    }

    private StoredObject<T> withName(StoredObject<T> nameless, ObjectStore store) {
        T object = nameless.get();
        return store.nameOf(object)
                .map(name -> StoredObject.<T>named(name).with(object))
                .orElse(nameless);
    }

    @Override
    public String searched(StoredObject<T> value, HostStorage storage) {
        return storage.objects().instead(value.name(), kind);
    }

    @Override
    public boolean areObjects() {
        return true;
    }

    @Override
    public boolean isChanged() {
        return mode.isChanged();
    }

    @Override
    public boolean isLookedUp() {
        return mode.isLookedUp();
    }

    @Override
    public StoredObject<T> withoutObjects(StoredObject<T> value) {
        return StoredObject.named(value.name());
    }

    @Override
    public boolean isNamed(StoredObject<T> value) {
        return !value.name().isEmpty() || value.isNothing();
    }

    @Override
    public String leftAs(StoredObject<T> value) {
        return mode.isChanged() ? value.name() : "";
    }

    /** The name is the caller's, whatever the run did with it. */
    @Override
    public StoredObject<T> left(StoredObject<T> given, StoredObject<T> made) {
        StoredObject<T> named = StoredObject.named(given.name());
        return made.find().map(named::with).orElse(named);
    }

    @Override
    public StoredObject<T> numbered(StoredObject<T> value, int number) {
        return value.name().isEmpty() || mode.isLookedUp() ? value : StoredObject.named(value.name() + "_" + number);
    }

    @Override
    public Optional<StoreMode> storeMode() {
        return Optional.of(mode);
    }

    @Override
    public Optional<Class<?>> storedKind() {
        return Optional.of(kind);
    }

    @Override
    public Validator<StoredObject<T>> validator() {
        return new InStore<>(kind, mode);
    }

    @Override
    public long weight(StoredObject<T> value) {
        return value.name().length();
    }

    /** Asks for a name, and for an object under it that is to be read. */
    private record InStore<T>(Class<?> kind, StoreMode mode) implements Validator<StoredObject<T>> {

        @Override
        public Optional<Violation> check(StoredObject<T> value) {
            if (value.isNothing()) {
                return mode.isOptional()
                        ? Optional.empty()
                        : violation(Violation.MISSING, "a name is needed, and it is empty; give ");
            }
            if (!mode.isLookedUp() || value.find().isPresent()) {
                return Optional.empty();
            }
            String name = Violation.quoted(value.name());
            return value.otherKind()
                    .map(other -> violation(Violation.NOT_USABLE, name + " is of kind " + words(other) + "; give "))
                    .orElseGet(() -> violation(Violation.NOT_FOUND, name + " is not there; give "));
        }

        /** Two plugins may have classes of the same name. */
        private String words(Class<?> other) {
            return other.getSimpleName().equals(kind.getSimpleName())
                    ? other.getName() + ", which is another class than " + kind.getName()
                    : other.getSimpleName();
        }

        private Optional<Violation> violation(String code, String problem) {
            return Optional.of(new Violation(code, problem + constraint().words()));
        }

        @Override
        public Constraint constraint() {
            return new Constraint.Described((mode.isLookedUp() ? "the name of" : "a name for") + " an object of kind "
                    + kind.getSimpleName() + " in the host's store");
        }

        @Override
        public boolean isPure() {
            return false;
        }
    }
}
