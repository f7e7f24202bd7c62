package org.mantle.remote.state;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import org.mantle.remote.job.StateFileException;

/** A JSON object that is kept, in memory or in a file. Safe from many threads. */
public interface StateStore {

    /** A change of the object, made while nobody else changes it. */
    @FunctionalInterface
    interface Change<T> {
        T apply(JsonObject content) throws StateFileException;
    }

    /** Returns a copy of the object; empty when nothing was kept yet. */
    JsonObject read() throws StateFileException;

    /** Reads, changes and keeps the object; what the change throws leaves it as it was. */
    <T> T change(Change<T> change) throws StateFileException;

    /** Returns what to throw when the content is JSON but not what it should be. */
    StateFileException broken(String what);

    /**
     * Returns a member that must be a text.
     *
     * @param where what has the member, as messages call it
     */
    default String text(JsonObject object, String name, String where) throws StateFileException {
        if (object.get(name) instanceof JsonPrimitive value && value.isString()) {
            return value.getAsString();
        }
        throw broken(where + " needs a text for \"" + name + "\"");
    }

    /** Returns a member that must be an object; empty when there is none. */
    default JsonObject object(JsonObject object, String name) throws StateFileException {
        if (!object.has(name)) {
            return new JsonObject();
        }
        if (object.get(name) instanceof JsonObject member) {
            return member;
        }
        throw broken("\"" + name + "\" must be a JSON object");
    }

    /** Returns a store that lives as long as the program. */
    static StateStore inMemory() {
        return new Memory();
    }

    /** The store in memory. */
    final class Memory implements StateStore {
        private JsonObject content = new JsonObject();

        @Override
        public synchronized JsonObject read() {
            return content.deepCopy();
        }

        @Override
        public synchronized <T> T change(Change<T> change) throws StateFileException {
            JsonObject copy = content.deepCopy();
            T result = change.apply(copy);
            content = copy;
            return result;
        }

        @Override
        public StateFileException broken(String what) {
            return new StateFileException("the settings in memory are broken: " + what, null);
        }
    }
}
