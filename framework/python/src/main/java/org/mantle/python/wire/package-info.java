/** How two processes speak over a pair of streams: messages of JSON, one behind the other. Begin with {@code MessageWriter}. */
@NullMarked
package org.mantle.python.wire;

import org.jspecify.annotations.NullMarked;
