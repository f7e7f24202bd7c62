/**
 * Keys, rules over keys, and what is said of a wrong value, for everybody: begin with
 * {@link org.mantle.framework.property.Property}.
 */
@NullMarked
package org.mantle.framework.property;

import org.jspecify.annotations.NullMarked;
