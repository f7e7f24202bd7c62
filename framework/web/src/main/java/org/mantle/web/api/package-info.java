/**
 * What the page of the explorer asks the host for: algorithms, forms, runs, many runs at once, the history, objects and files, as JSON
 * below {@code /api/}.
 *
 * <p>For the door of this module; begin with {@link org.mantle.web.api.ApiService}.
 */
@NullMarked
package org.mantle.web.api;

import org.jspecify.annotations.NullMarked;
