/**
 * The algorithm framework.
 *
 * <p>A host starts at {@link org.mantle.framework.Mantle}; an author of algorithms at {@link org.mantle.framework.Algorithm}
 * and {@link org.mantle.framework.Property}, and hands the algorithms over by an
 * {@link org.mantle.framework.AlgorithmProvider}. Unless a method says otherwise, nothing here takes or returns {@code null}.
 */
@NullMarked
package org.mantle.framework;

import org.jspecify.annotations.NullMarked;
