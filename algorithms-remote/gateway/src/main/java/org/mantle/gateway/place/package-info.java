/**
 * Where things lie: the data folder, the folders of users that no path leaves, and what is on its way into them.
 *
 * <p>For all rooms of the gateway; begin with {@link org.mantle.gateway.place.UserFolder}.
 */
@NullMarked
package org.mantle.gateway.place;

import org.jspecify.annotations.NullMarked;
