/** A job service that speaks the PAC protocol and runs the jobs. */
@NullMarked
package org.mantle.gateway;

import org.jspecify.annotations.NullMarked;
