/**
 * Makes text of JSON, and reads it. For the modules of the house alone; begin at {@link org.mantle.commons.json.JsonForm}, which has
 * every form.
 */
@NullMarked
package org.mantle.commons.json;

import org.jspecify.annotations.NullMarked;
