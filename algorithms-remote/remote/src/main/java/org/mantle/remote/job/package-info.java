/**
 * The port to a service that runs jobs: {@link org.mantle.remote.job.RemoteJobManager}, what goes in and comes out of it, and what can
 * fail. For adapters, which implement it, and for algorithms, which call it.
 */
@NullMarked
package org.mantle.remote.job;

import org.jspecify.annotations.NullMarked;
