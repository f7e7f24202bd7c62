/**
 * A job service that speaks the PAC protocol to its clients and runs their jobs as processes of this machine.
 *
 * <p>{@link org.mantle.gateway.Gateway} is the door, {@link org.mantle.gateway.GatewayConfig} what can be set, and
 * {@link org.mantle.gateway.GatewayUsers} who may come in. Nothing is null unless marked.
 */
@NullMarked
package org.mantle.gateway;

import org.jspecify.annotations.NullMarked;
