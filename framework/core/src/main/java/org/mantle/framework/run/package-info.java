/**
 * What there is and what is under way, for hosts and faces: begin with {@link org.mantle.framework.run.AlgorithmRegistry} for
 * what can run, and with {@link org.mantle.framework.run.AlgorithmRun} for what does.
 */
@NullMarked
package org.mantle.framework.run;

import org.jspecify.annotations.NullMarked;
