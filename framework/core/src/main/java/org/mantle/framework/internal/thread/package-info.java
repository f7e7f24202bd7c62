/**
 * Threads of a host: those that run what is started, and those that tell listeners, in one way with one promise. For every room that starts
 * something or has listeners: begin with {@code ListenerQueue}.
 */
@NullMarked
package org.mantle.framework.internal.thread;

import org.jspecify.annotations.NullMarked;
