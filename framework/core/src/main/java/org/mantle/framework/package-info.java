/** The algorithm framework: properties, algorithms, registry, runs and history. */
@NullMarked
package org.mantle.framework;

import org.jspecify.annotations.NullMarked;
