package org.mantle.framework.internal.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A kind of plugin that may lie in a folder of plugins, such as jars. Safe from many threads. */
interface PluginFormat {

    /**
     * Returns the files that make up the plugin at a path, by whose size and time a change is noticed; empty where the path is
     * no plugin of this kind.
     */
    List<Path> files(Path path) throws IOException;

    /** Returns whether a change is taken up when one of the algorithms is asked for, too: not only when the host looks at the folder. */
    boolean isTakenUpWhenUsed();

    /** Loads a plugin: what it brings, and what is wrong with it. */
    List<RegistryPlugin> load(Path path, List<Path> files);

    /** Lets go of what was loaded, when nothing runs any more; what is loaded from then on is let go of at once. */
    void close();
}
