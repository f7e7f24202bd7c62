/**
 * The contract of algorithms as tests.
 *
 * <p>Extend {@link org.mantle.testkit.AlgorithmContractTests}, name the provider, and give one or more
 * {@link org.mantle.testkit.Example}s of each algorithm. Everything else is of no concern to authors.
 */
@NullMarked
package org.mantle.testkit;

import org.jspecify.annotations.NullMarked;
