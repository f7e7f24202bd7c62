package org.mantle.framework.internal.registry;

import java.util.ArrayList;
import java.util.List;
import org.mantle.framework.run.AlgorithmDescriptor;

/** The categories that a host's listings leave out, with what is below them. Immutable. */
public final class HiddenCategories {

    private final List<String> keys = new ArrayList<>();

    public HiddenCategories(List<String> paths) {
        for (String path : paths) {
            keys.add(RegistrySnapshot.key(path));
        }
    }

    boolean isHidden(String category) {
        for (String key : keys) {
            if (isAtOrBelow(key, RegistrySnapshot.key(category))) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether an algorithm has no category that is shown. */
    boolean isHidden(AlgorithmDescriptor algorithm) {
        if (keys.isEmpty()) {
            return false;
        }
        for (String category : algorithm.categories()) {
            if (!isHidden(category)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether a category is another one or below it; both in small letters. */
    static boolean isAtOrBelow(String above, String category) {
        return category.startsWith(above)
                && (category.length() == above.length() || category.charAt(above.length()) == '\\');
    }
}
