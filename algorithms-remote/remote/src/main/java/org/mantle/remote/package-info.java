/**
 * What a host gives to the algorithms that work at compute resources: {@link org.mantle.remote.ComputeResources},
 * {@link org.mantle.remote.RemoteSessions}, {@link org.mantle.remote.RememberedUsers} and
 * {@link org.mantle.remote.UnansweredSubmissions}, each in memory unless the host brings its own. Faces that work at resources themselves
 * begin with {@link org.mantle.remote.RemoteAccounts}.
 *
 * <p>What goes wrong at a resource is a {@link org.mantle.remote.job.RemoteServiceException}, a
 * {@link org.mantle.remote.job.LocalFileException} or a {@link org.mantle.remote.job.StateFileException}, the cause of the run's failure.
 */
@NullMarked
package org.mantle.remote;

import org.jspecify.annotations.NullMarked;
