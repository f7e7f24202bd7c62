/**
 * The command line {@code mantle}, to be embedded by applications, which may add commands of their own.
 *
 * <p>Begin with {@link CommandLineHost}.
 */
@NullMarked
package org.mantle.cli;

import org.jspecify.annotations.NullMarked;
