/**
 * What ran, for hosts and faces: begin with {@link org.mantle.framework.history.AlgorithmHistory}.
 */
@NullMarked
package org.mantle.framework.history;

import org.jspecify.annotations.NullMarked;
