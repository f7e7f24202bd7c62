/**
 * One run at the command line: what was given, what is still missing, the run in the foreground, and how its end is told.
 *
 * <p>For the commands that run something; begin with {@link ForegroundRun}.
 */
@NullMarked
package org.mantle.cli.run;

import org.jspecify.annotations.NullMarked;
