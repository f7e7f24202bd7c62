/**
 * The algorithms on files of any kind and on folders (category Files), with what they alone need. Hosts find them by name;
 * authors may begin to read at {@link org.mantle.algorithms.file.HashFile}.
 */
@NullMarked
package org.mantle.algorithms.file;

import org.jspecify.annotations.NullMarked;
