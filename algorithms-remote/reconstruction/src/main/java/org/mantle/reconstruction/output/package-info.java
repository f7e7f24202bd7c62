/**
 * The results as files: {@link org.mantle.reconstruction.output.SliceFiles} writes images, {@link
 * org.mantle.reconstruction.output.Report} is what the report says. For the program alone.
 */
@NullMarked
package org.mantle.reconstruction.output;

import org.jspecify.annotations.NullMarked;
