package org.mantle.reconstruction.output;

import com.google.gson.Gson;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.json.JsonForm;

/**
 * What {@code report.json} says. Its fields are a contract with readers: add, never rename.
 *
 * @param notices what a user should know about this run, in words
 */
public record Report(
        Program program,
        Input input,
        Angles angles,
        Axis axis,
        Filter filter,
        Slices slices,
        Overview overview,
        Correction correction,
        List<String> notices,
        Run run) {

    /** The program that made the slices. */
    public record Program(String name, String version) {}

    /** The scan; numbers of frames by kind, and of pixels. */
    public record Input(
            String file,
            String entry,
            @Nullable String title,
            @Nullable String sample,
            int rows,
            int columns,
            int projections,
            int flats,
            int darks,
            int otherFrames,
            @Nullable Double pixelSizeMillimetres) {}

    /** The angles of the projections, in degrees. */
    public record Angles(double smallest, double largest, double widestGap) {}

    /** The rotation axis, in detector columns, and how it is known. */
    public record Axis(double column, String method, double confidence) {}

    /** The filter, and its cut-off as a fraction of the Nyquist frequency. */
    public record Filter(String name, double cutoff) {}

    /** The slices that were written, and the file that holds them all, if there is one. */
    public record Slices(
            int width,
            int height,
            String unit,
            double circleRadius,
            int firstRow,
            int lastRow,
            @Nullable String volume,
            List<Slice> rows) {}

    /**
     * The pictures of the whole; those of several slices are null where there is one.
     *
     * @param montageRows the detector rows that the montage shows, from the top left
     * @param middleRow the detector row of the sinogram and of the slices with the axis moved
     * @param axisColumns the axes of those slices, from the left; none where the axis has no room beside it
     */
    public record Overview(
            @Nullable String montage,
            List<Integer> montageRows,
            @Nullable String cuts,
            String sinogram,
            int middleRow,
            @Nullable String axis,
            List<Double> axisColumns) {}

    /** One slice; its files stand beside the report. */
    public record Slice(
            int row,
            String image,
            String preview,
            float min,
            float max,
            float mean,
            float previewBlack,
            float previewWhite) {}

    /** What the correction had to repair. */
    public record Correction(int deadPixels, long clampedPixels) {}

    /** How the run went. */
    public record Run(String started, int threads, double axisSeconds, double readSeconds, double totalSeconds) {}

    /** Returns the text of the file. */
    public String toJson() {
        return JsonForm.PRETTY.text(new Gson().toJsonTree(this)) + "\n";
    }
}
