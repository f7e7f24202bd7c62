/** The step of the build that makes the Python package that {@code pip} installs. Begin with {@code WheelBuilder}. */
@NullMarked
package org.mantle.python.wheel;

import org.jspecify.annotations.NullMarked;
