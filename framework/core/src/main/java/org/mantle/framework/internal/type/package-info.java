/**
 * The property types that the framework brings, for {@code PropertyTypes} and {@code Property}, which hand them out: begin with
 * {@code StringType}. A type that names files or objects of the host is a {@code LocatedType} too.
 */
@NullMarked
package org.mantle.framework.internal.type;

import org.jspecify.annotations.NullMarked;
