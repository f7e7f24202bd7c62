/**
 * Lets hidden rooms call what authors write, which is for nobody else to call: {@code AlgorithmBridge}, for registry and runs.
 */
@NullMarked
package org.mantle.framework.internal.access;

import org.jspecify.annotations.NullMarked;
