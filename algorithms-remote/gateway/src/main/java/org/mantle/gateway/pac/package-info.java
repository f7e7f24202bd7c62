/**
 * The PAC protocol: its calls in, its words out.
 *
 * <p>For the door alone; begin with {@link org.mantle.gateway.pac.PacService}. The forms of messages are in the module
 * {@code org.mantle.pac}, which clients share.
 */
@NullMarked
package org.mantle.gateway.pac;

import org.jspecify.annotations.NullMarked;
