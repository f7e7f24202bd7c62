/**
 * The files that algorithms read and write, and the properties for them, shared by the rooms of texts and files. Begin at {@link
 * org.mantle.algorithms.io.WatchedInput} to read and at {@link org.mantle.algorithms.io.WholeFile} to write.
 */
@NullMarked
package org.mantle.algorithms.io;

import org.jspecify.annotations.NullMarked;
