/**
 * The quoting of arguments, as the POSIX shell has it.
 *
 * <p>For all who make a list of arguments of one text: begin with {@link org.mantle.pac.quoting.ArgumentSplitter}.
 */
@NullMarked
package org.mantle.pac.quoting;

import org.jspecify.annotations.NullMarked;
