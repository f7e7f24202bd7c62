/** Measures transfers through client and gateway beside curl. */
@NullMarked
package org.mantle.benchmarks.transfer;

import org.jspecify.annotations.NullMarked;
