/**
 * The terminal of a command: whether somebody is there, how wide the window is, and questions, also with hidden answers.
 *
 * <p>For the command line and whoever embeds it; begin with {@link Terminal}.
 */
@NullMarked
package org.mantle.cli.terminal;

import org.jspecify.annotations.NullMarked;
