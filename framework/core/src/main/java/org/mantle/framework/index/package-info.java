/**
 * The build step that writes the index of a jar, for builds: {@link org.mantle.framework.index.IndexAlgorithms} is its program. And
 * what a test can ask of an index that is there, {@link org.mantle.framework.index.ProviderIndexContents}, and of what a host finds,
 * {@link org.mantle.framework.index.FoundProviders}.
 */
@NullMarked
package org.mantle.framework.index;

import org.jspecify.annotations.NullMarked;
