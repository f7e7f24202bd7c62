/**
 * {@code SCARFTomoReconstruction}, its actions and one run of it; hosts call it by name. Begin with
 * {@link org.mantle.remote.scarf.ScarfTomoReconstruction}, whose work is done by {@link org.mantle.remote.ResourceAccount}.
 */
@NullMarked
package org.mantle.remote.scarf;

import org.jspecify.annotations.NullMarked;
