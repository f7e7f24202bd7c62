package org.mantle.remote;

import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mantle.remote.kind.ResourceKind;

/** The kinds of resources on the class path or module path, found when first asked for. Safe from many threads. */
final class ResourceKinds {

    private static final System.Logger LOG = System.getLogger(ResourceKinds.class.getName());

    // the iterator goes on after a failure, but need not come to an end
    private static final int MOST_FAILURES = 100;

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

    private static SortedMap<String, ResourceKind> discovered() {
        SortedMap<String, ResourceKind> kinds = new TreeMap<>();
        Iterator<ResourceKind> providers =
                ServiceLoader.load(ResourceKind.class).iterator();
        int failedInARow = 0;
        while (failedInARow < MOST_FAILURES) {
            try {
                if (!providers.hasNext()) {
                    return kinds;
                }
                add(providers.next(), kinds);
                failedInARow = 0;
            } catch (ServiceConfigurationError | LinkageError e) {
                LOG.log(Level.WARNING, "a kind of compute resource cannot be loaded", e);
                failedInARow++;
            }
        }
        return kinds;
    }

    private static void add(ResourceKind kind, SortedMap<String, ResourceKind> kinds) {
        ResourceKind first = kinds.putIfAbsent(kind.type(), kind);
        if (first != null) {
            LOG.log(
                    Level.WARNING,
                    "{0} and {1} are both kinds of compute resources of type \"{2}\"; the first counts",
                    first.getClass().getName(),
                    kind.getClass().getName(),
                    kind.type());
        }
    }
}
