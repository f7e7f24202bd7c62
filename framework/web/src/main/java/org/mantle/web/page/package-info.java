/**
 * The page of the explorer and its static files.
 *
 * <p>For the door of this module; begin with {@link org.mantle.web.page.PageService}.
 */
@NullMarked
package org.mantle.web.page;

import org.jspecify.annotations.NullMarked;
