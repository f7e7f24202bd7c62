/**
 * Reaches what authors write: {@code AlgorithmBridge} lets hidden rooms call what is for nobody else to call, and {@code
 * PackageClasses} finds the classes beside a provider.
 */
@NullMarked
package org.mantle.framework.internal.access;

import org.jspecify.annotations.NullMarked;
