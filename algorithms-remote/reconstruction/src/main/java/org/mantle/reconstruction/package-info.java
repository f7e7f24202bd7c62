/** The tomographic reconstruction program: NXtomo in, slices out. */
@NullMarked
package org.mantle.reconstruction;

import org.jspecify.annotations.NullMarked;
