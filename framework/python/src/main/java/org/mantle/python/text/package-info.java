/** Algorithms in Python's words: names, help, and type stubs. Begin with {@code PythonHelp}. */
@NullMarked
package org.mantle.python.text;

import org.jspecify.annotations.NullMarked;
