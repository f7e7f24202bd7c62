package org.mantle.remote;

import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mantle.remote.kind.ResourceKind;

/**
 * The kinds of resources on the class path or module path, found when first asked for: those beside this module, and those of the host
 * that made this. Which thread asks first does not matter. Safe from many threads.
 */
final class ResourceKinds {

    // the iterator goes on after a failure, but need not come to an end
    private static final int MOST_FAILURES = 100;

    /** The host's loader of classes, which may know more than this module's; {@code null} is the system's. */
    private final @Nullable ClassLoader ofHost = Thread.currentThread().getContextClassLoader();

    private @Nullable SortedMap<String, ResourceKind> found;

    /** Returns the kinds by their words. One that cannot be loaded is reported in the log, and does not keep the others away. */
    synchronized SortedMap<String, ResourceKind> byType() {
        SortedMap<String, ResourceKind> kinds = found;
        if (kinds == null) {
            kinds = Collections.unmodifiableSortedMap(discovered());
            found = kinds;
        }
        return kinds;
    }

    private SortedMap<String, ResourceKind> discovered() {
        SortedMap<String, ResourceKind> kinds = new TreeMap<>();
        Set<Class<?>> seen = new HashSet<>();
        addAll(ServiceLoader.load(ResourceKind.class, ResourceKind.class.getClassLoader()), seen, kinds);
        if (ofHost != ResourceKind.class.getClassLoader()) {
            addAll(ServiceLoader.load(ResourceKind.class, ofHost), seen, kinds);
        }
        return kinds;
    }

    private static void addAll(
            ServiceLoader<ResourceKind> loader, Set<Class<?>> seen, SortedMap<String, ResourceKind> kinds) {
        Iterator<ResourceKind> providers = loader.iterator();
        int failedInARow = 0;
        while (failedInARow < MOST_FAILURES) {
            try {
                if (!providers.hasNext()) {
                    return;
                }
                ResourceKind kind = providers.next();
                if (seen.add(kind.getClass())) {
                    add(kind, kinds);
                }
                failedInARow = 0;
            } catch (ServiceConfigurationError | LinkageError e) {
                log().log(Level.WARNING, "a kind of compute resource cannot be loaded", e);
                failedInARow++;
            }
        }
    }

    private static void add(ResourceKind kind, SortedMap<String, ResourceKind> kinds) {
        @Nullable String type = type(kind);
        if (type == null) {
            return;
        }
        ResourceKind first = kinds.putIfAbsent(type, kind);
        if (first != null) {
            log().log(
                            Level.WARNING,
                            "{0} and {1} are both kinds of compute resources of type \"{2}\"; the first counts",
                            first.getClass().getName(),
                            kind.getClass().getName(),
                            type);
        }
    }

    /** Returns the word for a kind; {@code null} if it has none to give, which is reported in the log. */
    private static @Nullable String type(ResourceKind kind) {
        String name = kind.getClass().getName();
        try {
            @Nullable String type = kind.type();
            if (type == null) {
                log().log(Level.WARNING, "the kind of compute resource {0} names no type, and does not count", name);
            }
            return type;
        } catch (Throwable e) {
            // foreign code may throw anything, and one bad kind must not hide the others
            log().log(Level.WARNING, "the kind of compute resource " + name + " fails to name its type", e);
            return null;
        }
    }

    // asked for where something is said: to find the logger costs a start more than all else here
    private static System.Logger log() {
        return System.getLogger(ResourceKinds.class.getName());
    }
}
