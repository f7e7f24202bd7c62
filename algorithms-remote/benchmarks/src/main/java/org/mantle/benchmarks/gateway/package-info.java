/** Measures a gateway that remembers many jobs. */
@NullMarked
package org.mantle.benchmarks.gateway;

import org.jspecify.annotations.NullMarked;
