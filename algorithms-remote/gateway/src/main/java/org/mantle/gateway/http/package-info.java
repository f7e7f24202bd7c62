/**
 * HTTP by Jetty, and nothing of what is said over it: the only room that knows Jetty.
 *
 * <p>The door starts {@link org.mantle.gateway.http.HttpFront}; a protocol implements
 * {@link org.mantle.gateway.http.HttpService}, which says by a {@link org.mantle.gateway.http.Call} what is to be done about an
 * {@link org.mantle.gateway.http.Exchange}.
 */
@NullMarked
package org.mantle.gateway.http;

import org.jspecify.annotations.NullMarked;
