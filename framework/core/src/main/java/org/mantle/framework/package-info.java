/**
 * The door of the framework, for hosts: begin with {@link org.mantle.framework.Mantle}.
 *
 * <p>Authors of algorithms begin with {@link org.mantle.framework.algorithm.Algorithm} and
 * {@link org.mantle.framework.property.Property}, faces with {@link org.mantle.framework.run.AlgorithmDescriptor}. Unless a method
 * says otherwise, nothing in the framework takes or returns {@code null}.
 */
@NullMarked
package org.mantle.framework;

import org.jspecify.annotations.NullMarked;
