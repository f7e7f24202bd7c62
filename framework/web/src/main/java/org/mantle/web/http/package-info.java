/**
 * What an HTTP call is to those who answer it: a request, a reply, and the routes that lead from one to the other.
 *
 * <p>For the rooms of this module and for panels of others; begin with {@link org.mantle.web.http.Routes}. No type of a server is named
 * here.
 */
@NullMarked
package org.mantle.web.http;

import org.jspecify.annotations.NullMarked;
