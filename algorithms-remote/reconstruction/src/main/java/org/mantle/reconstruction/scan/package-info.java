/**
 * The scan: what the file holds, checked, with its counts turned into attenuation and its angles weighed. For all other rooms of
 * the program; begin at {@link org.mantle.reconstruction.scan.NxTomo}.
 */
@NullMarked
package org.mantle.reconstruction.scan;

import org.jspecify.annotations.NullMarked;
