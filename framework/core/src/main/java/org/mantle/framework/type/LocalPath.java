package org.mantle.framework.type;

/**
 * A path on the machine of a run that an input names.
 *
 * @param path the path as the input has it; never empty
 * @param isOnlyRead whether the declaration says that a run reads there and writes nothing
 * @since 0.1.0
 */
public record LocalPath(String path, boolean isOnlyRead) {}
