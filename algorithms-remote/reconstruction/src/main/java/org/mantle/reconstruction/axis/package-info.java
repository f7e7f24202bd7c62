/**
 * The search for the rotation axis. For the program, which asks {@link org.mantle.reconstruction.axis.AxisFinder}; every method of
 * finding it is a class of its own here.
 */
@NullMarked
package org.mantle.reconstruction.axis;

import org.jspecify.annotations.NullMarked;
