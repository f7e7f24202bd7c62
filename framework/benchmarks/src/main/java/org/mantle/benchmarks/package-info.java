/** JMH benchmarks of the framework. */
@NullMarked
package org.mantle.benchmarks;

import org.jspecify.annotations.NullMarked;
