/**
 * One call of the command line: what it works with, how it tells of failures, and how it ends with the process.
 *
 * <p>For the commands; begin with {@link Invocation}.
 */
@NullMarked
package org.mantle.cli.invocation;

import org.jspecify.annotations.NullMarked;
