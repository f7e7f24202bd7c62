/** Streams that do something of their own with each block. For all who know this module; begin with {@link org.mantle.pac.stream.BlockInput}. */
@NullMarked
package org.mantle.pac.stream;

import org.jspecify.annotations.NullMarked;
