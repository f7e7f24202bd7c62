/**
 * Takes one run from its checks to its end, for the host: begin with {@code RunPreparation}, and go on with {@code LiveRun} and
 * {@code RunExecution}.
 */
@NullMarked
package org.mantle.framework.internal.run;

import org.jspecify.annotations.NullMarked;
