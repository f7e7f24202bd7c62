package org.mantle.framework.type;

/**
 * How a face should offer a property that is a plain text to the framework.
 *
 * @since 0.1.0
 */
public enum Presentation {
    /** As what its type is. */
    PLAIN,
    /** As the path of a file on the machine of the run, with a file chooser. */
    LOCAL_FILE,
    /** As the paths of several files on the machine of the run, with a file chooser that takes several. */
    LOCAL_FILES,
    /** As the path of a directory on the machine of the run, with a directory chooser. */
    LOCAL_DIRECTORY,
    /** As a path on the compute resource. */
    REMOTE_PATH
}
