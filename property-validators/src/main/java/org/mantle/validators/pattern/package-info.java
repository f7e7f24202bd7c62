/**
 * Regular expressions in bounded time, for those who try expressions that users give; nothing here knows of validators. Begin at
 * {@link org.mantle.validators.pattern.BoundedPattern}.
 */
@NullMarked
package org.mantle.validators.pattern;

import org.jspecify.annotations.NullMarked;
