/**
 * The door of the gateway, a job service that speaks the PAC protocol and runs its clients' jobs.
 *
 * <p>For hosts and tests; begin with {@link org.mantle.gateway.Gateway}. Here it is chosen who keeps users, remembers jobs
 * and runs them. Nothing is null unless marked.
 */
@NullMarked
package org.mantle.gateway;

import org.jspecify.annotations.NullMarked;
