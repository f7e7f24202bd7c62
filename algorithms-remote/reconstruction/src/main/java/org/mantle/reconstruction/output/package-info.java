/**
 * The results as files: {@link org.mantle.reconstruction.output.SliceFiles} writes slices and pictures, {@link
 * org.mantle.reconstruction.output.Overview} makes the pictures of all slices, {@link
 * org.mantle.reconstruction.output.Report} is what the report says. For the program alone.
 */
@NullMarked
package org.mantle.reconstruction.output;

import org.jspecify.annotations.NullMarked;
