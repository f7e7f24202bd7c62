package org.mantle.reconstruction.output;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the slices' TIFF files say about themselves.
 *
 * @param software the program that made them, with its version
 * @param scan the name of the scan's file
 * @param axis the rotation axis in detector columns
 * @param pixelMillimetres the width and height of a pixel, or null if unknown
 */
public record TiffNotes(
        String software, String scan, double axis, @Nullable Double pixelMillimetres) {

    /** Returns the description of a detector row's slice, in lines. */
    String description(int row) {
        return String.format(
                Locale.ROOT,
                """
                slice of detector row %d of %s
                values: linear attenuation coefficient in 1/pixel
                pixel: %s
                rotation axis: detector column %.2f, in the middle of the slice
                """,
                row,
                scan,
                pixelMillimetres == null ? "size unknown" : String.format(Locale.ROOT, "%.6g mm", pixelMillimetres),
                axis);
    }
}
