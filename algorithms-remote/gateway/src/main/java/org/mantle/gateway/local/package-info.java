/**
 * Runs jobs as processes of this machine.
 *
 * <p>For the door alone, which makes a {@link org.mantle.gateway.local.LocalExecutor}; all others know its port.
 */
@NullMarked
package org.mantle.gateway.local;

import org.jspecify.annotations.NullMarked;
