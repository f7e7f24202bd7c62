package org.mantle.framework.internal.type;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.mantle.framework.type.PropertyType;

/** The type of Java objects that programs hand to each other; they have no text and no JSON form. */
public final class JavaObjectType<T> implements PropertyType<T> {

    private final Class<T> kind;

    public JavaObjectType(Class<T> kind) {
        this.kind = kind;
    }

    @Override
    public String word() {
        return kind.getSimpleName();
    }

    @Override
    public T fromText(String text) {
        throw refusal();
    }

    private IllegalArgumentException refusal() {
        return new IllegalArgumentException("needs an object of the Java class " + kind.getName()
                + ", which only a program can give: it has no text and no JSON form");
    }

    /** Returns what kind of object it is, and nothing of it: this reads back to no value. */
    @Override
    public String toText(T value) {
        return "<" + word() + " in memory>";
    }

    @Override
    public T fromObject(Object value) {
        if (kind.isInstance(value)) {
            return kind.cast(value);
        }
        throw new IllegalArgumentException("needs an object of the Java class " + kind.getName() + ", not a "
                + value.getClass().getSimpleName());
    }

    @Override
    public T fromJson(JsonElement json) {
        throw refusal();
    }

    /** Returns the schema that no JSON fulfils. */
    @Override
    public JsonObject schema() {
        JsonObject schema = new JsonObject();
        schema.add("not", new JsonObject());
        return schema;
    }

    @Override
    public boolean isInMemoryOnly() {
        return true;
    }
}
