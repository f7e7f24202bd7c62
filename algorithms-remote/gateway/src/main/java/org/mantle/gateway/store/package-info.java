/**
 * What the gateway remembers, in one SQLite database: jobs, sessions, users, what is arriving, and marks of submissions.
 *
 * <p>For the door alone, which opens a {@link org.mantle.gateway.store.Store}; all others know the ports that it implements. The only
 * room that knows SQL.
 */
@NullMarked
package org.mantle.gateway.store;

import org.jspecify.annotations.NullMarked;
