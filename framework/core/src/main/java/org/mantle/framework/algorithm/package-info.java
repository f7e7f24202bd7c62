/**
 * What an author writes, for authors of algorithms: begin with {@link org.mantle.framework.algorithm.Algorithm} and hand it over by an
 * {@link org.mantle.framework.algorithm.AlgorithmProvider}.
 */
@NullMarked
package org.mantle.framework.algorithm;

import org.jspecify.annotations.NullMarked;
