/**
 * Makes the compiled form of a declaration, of an annotated method, or of a line of an index, for the registry: begin with
 * {@code DeclarationReader}.
 */
@NullMarked
package org.mantle.framework.internal.declare;

import org.jspecify.annotations.NullMarked;
