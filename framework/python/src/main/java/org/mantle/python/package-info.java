/**
 * The door: {@code ScriptHost} serves one program in Python.
 *
 * <p>The rooms behind it: {@code session} answers a program's calls, {@code wire} reads and writes messages.
 */
@NullMarked
package org.mantle.python;

import org.jspecify.annotations.NullMarked;
