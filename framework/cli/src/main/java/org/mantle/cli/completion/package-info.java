/**
 * What shells and {@code man} are told of the command line: scripts that complete words, and the manual page.
 *
 * <p>For the commands; begin with {@link CompletionScript} and {@link RoffPage}.
 */
@NullMarked
package org.mantle.cli.completion;

import org.jspecify.annotations.NullMarked;
