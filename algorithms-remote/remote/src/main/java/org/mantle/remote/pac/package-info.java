/**
 * The kind of resource whose service speaks PAC, SCARF's among them. Found by its
 * {@link org.mantle.remote.pac.PacKind}; no other room names a class of this one.
 */
@NullMarked
package org.mantle.remote.pac;

import org.jspecify.annotations.NullMarked;
