/**
 * The newer generation of the protocol, below {@code /platform/ws/}: real statuses, XML or JSON. For the door alone; begin with
 * {@link org.mantle.gateway.ws.PlatformService}. What it does is in the room {@code pac}, which both generations share.
 */
@NullMarked
package org.mantle.gateway.ws;

import org.jspecify.annotations.NullMarked;
