package org.mantle.framework.type;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Objects in memory by name, of one host: what one run leaves under a name, the next can take by that name, and so can a script,
 * a record of the history, or a dialog. Mantid calls it the analysis data service.
 *
 * <p>Letter case does not matter in names; the first spelling is kept. Blanks around a name do not belong to it. A name that begins with
 * two underscores is hidden: it is found, but not listed among the others. The store holds on to what is in it until it is removed. It guards itself and
 * not the objects: two runs that change the same object have to agree. Safe from many threads.
 *
 * <p>Implemented by the framework alone, so that it may grow.
 *
 * @since 0.1.0
 */
public interface ObjectStore {

    /**
     * Adds an object under a name that is free.
     *
     * @throws IllegalArgumentException if there is one of that name, or the name is blank or has control characters
     */
    void add(String name, Object object);

    /**
     * Adds an object, or puts it in the place of the one that has the name.
     *
     * @throws IllegalArgumentException if the name is blank or has control characters
     */
    void put(String name, Object object);

    /** Returns the object of a name, if there is one. */
    Optional<Object> find(String name);

    /**
     * Returns the object of a name.
     *
     * @throws NoSuchElementException if there is none
     * @throws IllegalArgumentException if it is of another class
     */
    <T> T get(String name, Class<T> kind);

    /** Removes the object of a name, and returns it if there was one. */
    Optional<Object> remove(String name);

    /**
     * Gives an object another name, in place of the object that has it; the same name may be spelt anew.
     *
     * @return whether there was an object to rename
     * @throws IllegalArgumentException if the new name is blank or has control characters
     */
    boolean rename(String name, String newName);

    /** Removes everything. */
    void clear();

    /** Returns the names that are not hidden, sorted without regard to letter case. */
    List<String> names();

    /** Returns the names that are not hidden of the objects of a class, sorted: what a property for such an object can be given. */
    List<String> names(Class<?> kind);

    /** Returns the names that are hidden, sorted: those that begin with two underscores. */
    List<String> hiddenNames();

    /** Returns how many objects there are, those with hidden names too. */
    int size();

    /** Returns the name of this very object, of several the first, hidden ones last; looks through all that is there. */
    Optional<String> nameOf(Object object);

    /**
     * Has every change from now on told, in order, in a thread of the listener's own: it delays nobody. One that is more than a
     * thousand changes behind misses some, which is logged.
     */
    Registration subscribe(Consumer<ObjectChange> listener);
}
