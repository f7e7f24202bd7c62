/** Checks of one value that can also describe themselves. */
@NullMarked
package org.mantle.validators;

import org.jspecify.annotations.NullMarked;
