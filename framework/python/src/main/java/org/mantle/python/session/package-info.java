/** Answers the calls of one program. Begin with {@code ScriptSession}. */
@NullMarked
package org.mantle.python.session;

import org.jspecify.annotations.NullMarked;
