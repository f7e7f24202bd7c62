/**
 * Judges inputs before a run and outputs after it, for runs and dialogs: begin with {@code InputChecker}.
 */
@NullMarked
package org.mantle.framework.internal.check;

import org.jspecify.annotations.NullMarked;
