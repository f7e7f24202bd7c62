/**
 * Tells those who run a gateway how it does: its health, its numbers, and who did what.
 *
 * <p>For the door alone, which puts a {@link org.mantle.gateway.watch.WatchService} before the protocol.
 */
@NullMarked
package org.mantle.gateway.watch;

import org.jspecify.annotations.NullMarked;
