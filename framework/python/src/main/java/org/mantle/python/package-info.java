/**
 * The door: {@code ScriptHost} serves one program in Python, and {@code PythonPlugins} brings algorithms that are written in it.
 *
 * <p>The rooms behind it: {@code session} answers a program's calls, {@code plugin} runs plugins in processes of their own, {@code text} has
 * help and type stubs, {@code wheel} makes what {@code pip} installs, and {@code wire} reads and writes messages.
 */
@NullMarked
package org.mantle.python;

import org.jspecify.annotations.NullMarked;
