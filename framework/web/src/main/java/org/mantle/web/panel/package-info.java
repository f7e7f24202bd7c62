/**
 * What other modules bring to the page of the explorer; begin with {@link org.mantle.web.panel.Panel}.
 *
 * <p>An application hands panels to {@code ExplorerConfig}.
 */
@NullMarked
package org.mantle.web.panel;

import org.jspecify.annotations.NullMarked;
