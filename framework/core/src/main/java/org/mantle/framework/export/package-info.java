/** Texts made of a history: scripts that run it again, and its provenance. Uses nothing but the framework's public types. */
@NullMarked
package org.mantle.framework.export;

import org.jspecify.annotations.NullMarked;
