/**
 * The contract of algorithms as tests.
 *
 * <p>Extend {@link org.mantle.testkit.AlgorithmContractTests}, name the provider, and give one or more
 * {@link org.mantle.testkit.Example}s of each algorithm. Everything else is of no concern to authors: the requirements
 * ({@code Requirement}) and their checks stand here, what the checks work with in the hidden rooms {@code origin} and {@code
 * probe}.
 */
@NullMarked
package org.mantle.testkit;

import org.jspecify.annotations.NullMarked;
