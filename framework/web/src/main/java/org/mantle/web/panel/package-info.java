/**
 * What other modules bring to the page of the explorer; begin with {@link org.mantle.web.panel.Panel}.
 *
 * <p>An application hands panels to {@code ExplorerConfig}. Panels that read or write files ask {@link org.mantle.web.panel.HostFolders}.
 */
@NullMarked
package org.mantle.web.panel;

import org.jspecify.annotations.NullMarked;
