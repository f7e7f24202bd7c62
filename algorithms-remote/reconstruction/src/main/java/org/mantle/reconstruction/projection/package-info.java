/**
 * Filtered back projection: {@link org.mantle.reconstruction.projection.RampFilter} and then {@link
 * org.mantle.reconstruction.projection.BackProjector} make a slice from a sinogram. For the program and for what it writes.
 */
@NullMarked
package org.mantle.reconstruction.projection;

import org.jspecify.annotations.NullMarked;
