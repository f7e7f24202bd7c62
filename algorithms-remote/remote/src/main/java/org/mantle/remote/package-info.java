/**
 * What a host gives to the algorithms that work at compute resources: {@link org.mantle.remote.ComputeResources},
 * {@link org.mantle.remote.RemoteSessions} and {@link org.mantle.remote.RememberedUsers}, each in memory unless the host brings its own.
 * Faces that work at resources themselves begin with {@link org.mantle.remote.ResourceAccount}.
 *
 * <p>What goes wrong at a resource is a {@link org.mantle.remote.job.RemoteServiceException}, a
 * {@link org.mantle.remote.job.LocalFileException} or a {@link org.mantle.remote.job.StateFileException}, the cause of the run's failure.
 */
@NullMarked
package org.mantle.remote;

import org.jspecify.annotations.NullMarked;
