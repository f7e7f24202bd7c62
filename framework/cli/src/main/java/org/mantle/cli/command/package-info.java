/**
 * The commands under {@code mantle}, and what is said of wrong arguments and of failures.
 *
 * <p>For the door alone; begin with {@link CommandTree}.
 */
@NullMarked
package org.mantle.cli.command;

import org.jspecify.annotations.NullMarked;
