package org.mantle.python.plugin;

import java.io.IOException;
import java.nio.file.Path;
import org.mantle.commons.file.FileStamp;

/**
 * The files of one plugin as they were when it was read: no run may have the declaration of one state and the code of another.
 *
 * @param path the file or folder
 * @param stamp another one when one of the files has changed
 */
public record PluginState(Path path, String stamp) {

    /**
     * Returns the state of a plugin now.
     *
     * @throws IOException if it cannot be looked at
     */
    public static PluginState of(Path path) throws IOException {
        return new PluginState(path, FileStamp.of(PluginFiles.of(path)));
    }

    /**
     * Looks at the files again.
     *
     * @throws PythonFailure if one of them has changed
     */
    void requireUnchanged() throws PythonFailure {
        boolean isUnchanged;
        try {
            isUnchanged = equals(of(path));
        } catch (IOException e) {
            // gone, or about to be replaced
            isUnchanged = false;
        }
        if (!isUnchanged) {
            throw PythonFailure.ofProcess(path.getFileName()
                    + " was replaced meanwhile: call it again, by a new instance where you have one");
        }
    }
}
