/**
 * Who may use a gateway: the port that protocols check passwords by, and its adapters.
 *
 * <p>Begin with {@link org.mantle.gateway.user.UserStore}.
 */
@NullMarked
package org.mantle.gateway.user;

import org.jspecify.annotations.NullMarked;
