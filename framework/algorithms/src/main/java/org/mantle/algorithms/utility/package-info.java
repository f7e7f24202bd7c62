/**
 * The algorithms that try out a host (category Utility). Hosts find them by name.
 */
@NullMarked
package org.mantle.algorithms.utility;

import org.jspecify.annotations.NullMarked;
