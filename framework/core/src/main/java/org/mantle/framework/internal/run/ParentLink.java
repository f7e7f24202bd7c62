package org.mantle.framework.internal.run;

/**
 * Ties a run to the one of which it is a part.
 *
 * @param parent the run around it
 * @param start where its progress begins in the parent's, 0 to 1
 * @param end where its progress ends, 0 to 1
 */
record ParentLink(LiveRun parent, double start, double end) {}
