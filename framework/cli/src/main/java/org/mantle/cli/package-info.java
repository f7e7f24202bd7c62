/** The faces of the framework: the command line. */
@NullMarked
package org.mantle.cli;

import org.jspecify.annotations.NullMarked;
