/** The mantle command: everything put together. */
@NullMarked
package org.mantle.app;

import org.jspecify.annotations.NullMarked;
