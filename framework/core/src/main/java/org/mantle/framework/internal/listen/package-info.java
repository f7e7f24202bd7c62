/**
 * Tells listeners of events, in one way with one promise, for every room that has listeners: begin with {@code ListenerQueue}.
 */
@NullMarked
package org.mantle.framework.internal.listen;

import org.jspecify.annotations.NullMarked;
