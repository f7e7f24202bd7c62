/**
 * Algorithms that run work on remote compute resources, and what a host gives them.
 *
 * <p>A host that wants more than the defaults in memory gives {@link org.mantle.remote.ComputeResources},
 * {@link org.mantle.remote.Sessions} and {@link org.mantle.remote.RememberedUsers} of its own. What goes wrong at a resource is a
 * {@link org.mantle.remote.RemoteServiceException}, a {@link org.mantle.remote.LocalFileException} or a
 * {@link org.mantle.remote.StateFileException}, the cause of the run's failure. Everything else is of no concern to hosts.
 */
@NullMarked
package org.mantle.remote;

import org.jspecify.annotations.NullMarked;
