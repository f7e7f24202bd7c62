/**
 * Keeps, writes and reads the records of runs, for the host: begin with {@code LiveHistory}.
 */
@NullMarked
package org.mantle.framework.internal.history;

import org.jspecify.annotations.NullMarked;
