/**
 * The file in which a site says how its gateway is to be: each setting with its type and what is allowed.
 *
 * <p>For the door alone; a new setting is a constant in {@link org.mantle.gateway.settings.GatewaySettings}.
 */
@NullMarked
package org.mantle.gateway.settings;

import org.jspecify.annotations.NullMarked;
