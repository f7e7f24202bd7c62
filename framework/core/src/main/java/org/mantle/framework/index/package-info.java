/**
 * The build step that writes the index of a jar, for builds: {@link org.mantle.framework.index.IndexAlgorithms} is its program.
 */
@NullMarked
package org.mantle.framework.index;

import org.jspecify.annotations.NullMarked;
