/**
 * What all interfaces share that start runs. Used by {@code ogc} and {@code api}; begin with {@code RunPlaces}.
 */
@NullMarked
package org.mantle.web.run;

import org.jspecify.annotations.NullMarked;
