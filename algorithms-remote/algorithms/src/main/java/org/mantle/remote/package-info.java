/** Algorithms that run work on remote compute resources. */
@NullMarked
package org.mantle.remote;

import org.jspecify.annotations.NullMarked;
