/**
 * The way of a job's files from a compute resource into a directory here; begin with {@link org.mantle.remote.fetch.JobDownload}.
 *
 * <p>Hidden: for accounts at resources.
 */
@NullMarked
package org.mantle.remote.fetch;

import org.jspecify.annotations.NullMarked;
