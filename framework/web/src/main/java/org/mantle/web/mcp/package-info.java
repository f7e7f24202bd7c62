/**
 * The algorithms as tools of the Model Context Protocol, for agents on this machine.
 *
 * <p>For applications; begin with {@link org.mantle.web.mcp.McpServer}.
 */
@NullMarked
package org.mantle.web.mcp;

import org.jspecify.annotations.NullMarked;
