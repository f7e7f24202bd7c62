/**
 * The HTTP server on this machine's loopback address: who may call it, static files, and how replies are sent.
 *
 * <p>For the door of this module; begin with {@link org.mantle.web.server.WebServer}.
 */
@NullMarked
package org.mantle.web.server;

import org.jspecify.annotations.NullMarked;
