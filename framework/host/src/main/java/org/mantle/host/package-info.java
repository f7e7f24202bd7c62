/** The faces of the framework: the command line. */
@NullMarked
package org.mantle.host;

import org.jspecify.annotations.NullMarked;
