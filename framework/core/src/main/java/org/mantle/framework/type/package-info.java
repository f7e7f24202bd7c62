/**
 * What a type and its values are, for everybody who brings a type or reads its values: begin with
 * {@link org.mantle.framework.type.PropertyType}.
 */
@NullMarked
package org.mantle.framework.type;

import org.jspecify.annotations.NullMarked;
