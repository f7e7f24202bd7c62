/** The goal of Mantle's Maven plugin, for the builds of authors of algorithms: {@link org.mantle.maven.IndexGoal}. */
@NullMarked
package org.mantle.maven;

import org.jspecify.annotations.NullMarked;
