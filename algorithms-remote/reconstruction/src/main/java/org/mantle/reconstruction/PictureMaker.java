package org.mantle.reconstruction;

import java.io.IOException;
import java.util.List;
import java.util.stream.DoubleStream;
import org.mantle.reconstruction.output.GreyImage;
import org.mantle.reconstruction.output.GreyScale;
import org.mantle.reconstruction.output.Overview;
import org.mantle.reconstruction.output.Report;
import org.mantle.reconstruction.output.SliceFiles;
import org.mantle.reconstruction.projection.BackProjector;
import org.mantle.reconstruction.projection.RampFilter;
import org.mantle.reconstruction.scan.RowRange;
import org.mantle.reconstruction.scan.ScanAngles;

/**
 * Makes the pictures of slices that have been written: a preview of each, all in one grey scale, and the overview.
 *
 * <p>The scale is known when all slices are made, so they are read again, which takes a small part of the time that
 * making them took. Memory holds one slice for each thread.
 */
final class PictureMaker {

    /** The largest side of the slices that show the axis, in pixels; of larger ones the middle is shown. */
    private static final int AXIS_SIDE = 512;

    /** How far the axis is moved for comparison, as a part of the columns; at least one column. */
    private static final double AXIS_STEP = 1 / 200.0;

    private final Options options;
    private final SliceFiles files;
    private final RowRange rows;
    private final BackProjector projector;

    PictureMaker(Options options, SliceFiles files, RowRange rows, BackProjector projector) {
        this.options = options;
        this.files = files;
        this.rows = rows;
        this.projector = projector;
    }

    /**
     * Makes the preview of each slice, and the pictures of all of them.
     *
     * @param attenuation the sinogram of the middle row; it is used up
     * @return what to report about the overview
     */
    Report.Overview make(GreyScale scale, float[] attenuation, ScanAngles angles, double axis)
            throws IOException, InterruptedException {
        Overview overview = new Overview(rows.count(), projector.size());
        try (RowWorkers workers = new RowWorkers(options.threads())) {
            workers.work(rows, row -> makePreview(row, scale, overview), name -> {});
        }
        boolean several = rows.count() > 1;
        if (several) {
            files.writePicture(Overview.MONTAGE, overview.montage());
            files.writePicture(Overview.CUTS, overview.cuts());
        }
        files.writePicture(Overview.SINOGRAM, Overview.sinogram(attenuation, projector.size()));
        List<Double> axes = axes(axis);
        if (!axes.isEmpty()) {
            files.writePicture(Overview.AXIS, slicesAt(axes, attenuation, angles));
        }
        return new Report.Overview(
                several ? Overview.MONTAGE : null,
                several
                        ? overview.montageSlices().stream()
                                .map(slice -> rows.first() + slice)
                                .toList()
                        : List.of(),
                several ? Overview.CUTS : null,
                Overview.SINOGRAM,
                rows.middle(),
                axes.isEmpty() ? null : Overview.AXIS,
                axes);
    }

    private String makePreview(int row, GreyScale scale, Overview overview) throws IOException {
        GreyImage preview = scale.slice(files.readSlice(row, projector.size()), projector);
        String name = SliceFiles.name(row) + ".png";
        files.writePicture(name, preview);
        overview.add(row - rows.first(), preview);
        return name;
    }

    /** Returns an axis at either side of the true one, with that between them; none where there is no room. */
    private List<Double> axes(double axis) {
        double room = Math.min(axis, projector.size() - 1 - axis) - 1;
        double step = Math.max(1, Math.rint(AXIS_STEP * projector.size()));
        return room < step
                ? List.of()
                : DoubleStream.of(axis - step, axis, axis + step).boxed().toList();
    }

    private GreyImage slicesAt(List<Double> axes, float[] attenuation, ScanAngles angles) {
        int size = projector.size();
        int side = Math.min(size, AXIS_SIDE);
        new RampFilter(size, options.filter(), options.cutoff()).apply(attenuation, angles.weights());
        List<float[]> slices = axes.stream()
                .map(axis -> new BackProjector(size, axis, angles).project(attenuation, (size - side) / 2, side))
                .toList();
        return Overview.slices(slices, side);
    }
}
