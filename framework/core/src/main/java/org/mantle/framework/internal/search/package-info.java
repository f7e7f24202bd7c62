/**
 * Ranks algorithms by what is said of them, for the registry: begin with {@code RegistrySearch}.
 */
@NullMarked
package org.mantle.framework.internal.search;

import org.jspecify.annotations.NullMarked;
