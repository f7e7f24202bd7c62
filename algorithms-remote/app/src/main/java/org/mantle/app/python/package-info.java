/** Lets programs in Python join the explorer. Begin with {@code PythonCalls}. */
@NullMarked
package org.mantle.app.python;

import org.jspecify.annotations.NullMarked;
