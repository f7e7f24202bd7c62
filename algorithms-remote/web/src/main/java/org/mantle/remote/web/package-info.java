/**
 * Panels of the explorer's page: {@link org.mantle.remote.web.JobsPanel}, a board of the jobs at all compute resources, and
 * {@link org.mantle.remote.web.SlicesPanel}, a viewer of the slices of a reconstruction.
 *
 * <p>An application hands them to {@code ExplorerConfig}. {@link org.mantle.remote.web.JobBoard} asks the resources, on behalf of all pages.
 */
@NullMarked
package org.mantle.remote.web;

import org.jspecify.annotations.NullMarked;
