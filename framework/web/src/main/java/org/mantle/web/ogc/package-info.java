/**
 * The algorithms as processes of OGC API - Processes, Part 1: Core, version 1.0.
 *
 * <p>For the door of this module; begin with {@link org.mantle.web.ogc.OgcService}.
 */
@NullMarked
package org.mantle.web.ogc;

import org.jspecify.annotations.NullMarked;
