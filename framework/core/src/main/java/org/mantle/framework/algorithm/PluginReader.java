package org.mantle.framework.algorithm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads plugins that are no jars in a host's folders of plugins, such as scripts or declarations of tools. Safe from many threads.
 *
 * <p>What is added to it later has a default, so that those who implement it need no change.
 *
 * @since 0.1.0
 */
public interface PluginReader {

    /**
     * Returns the files that make up the plugin at a path, by whose size and time a change is noticed: when the host looks at its
     * folders, and whenever one of the plugin's algorithms is asked for by its name.
     *
     * @param path a file or a folder that lies in a folder of plugins
     * @return empty where the path is no plugin of this kind
     * @throws IOException if it cannot be looked at, which is a fault of the registry
     */
    List<Path> files(Path path) throws IOException;

    /**
     * Reads a plugin, when it came or changed.
     *
     * @throws IOException if it cannot be read, which is a fault of the registry
     */
    AlgorithmSource read(Path path) throws IOException;

    /**
     * Returns the names of the algorithms that a plugin would bring which cannot be read, as far as they can be told: whoever asks for one of
     * them is told what is wrong with the plugin.
     *
     * @return empty where nothing is known
     */
    default List<String> names(Path path) {
        return List.of();
    }

    /**
     * Lets go of what it keeps for its plugins, such as processes that wait for a run. Called when a host that had it has closed, and no
     * run of that host goes on; another host may go on using it.
     */
    default void close() {}
}
