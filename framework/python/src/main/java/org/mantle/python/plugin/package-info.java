/**
 * Algorithms that are written in Python: finds them in a folder of plugins, and runs them in processes of their own. For the door {@code
 * PythonPlugins}; begin with {@code PythonSource}, and with {@code PythonRun} for what happens in a run.
 */
@NullMarked
package org.mantle.python.plugin;

import org.jspecify.annotations.NullMarked;
