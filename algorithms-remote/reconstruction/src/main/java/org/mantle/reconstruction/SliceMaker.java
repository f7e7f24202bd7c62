package org.mantle.reconstruction;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mantle.reconstruction.output.SliceFiles;
import org.mantle.reconstruction.output.SliceStatistics;
import org.mantle.reconstruction.output.VolumeFile;
import org.mantle.reconstruction.projection.BackProjector;
import org.mantle.reconstruction.projection.RampFilter;
import org.mantle.reconstruction.scan.FlatField;
import org.mantle.reconstruction.scan.NxTomo;
import org.mantle.reconstruction.scan.RowRange;
import org.mantle.reconstruction.scan.ScanException;

/**
 * Makes and writes the slices, many rows at a time and in parallel.
 *
 * <p>Frames come one after the other, but a slice needs one row of all of them. So the sinograms of as many rows as fit
 * into half of the spare heap are gathered in one pass through the file, then reconstructed, then the next ones.
 */
final class SliceMaker {

    private final Options options;
    private final FlatField flatField;
    private final BackProjector projector;
    private final double[] weights;
    private final int columns;
    private final SliceFiles files;
    private final RowRange rows;
    private final PrintStream out;
    private final Consumer<String> notices;
    private long readNanos;
    private volatile float[] middleAttenuation = {};

    SliceMaker(
            Options options,
            FlatField flatField,
            BackProjector projector,
            double[] weights,
            SliceFiles files,
            RowRange rows,
            PrintStream out,
            Consumer<String> notices) {
        this.options = options;
        this.flatField = flatField;
        this.projector = projector;
        this.weights = weights;
        this.columns = projector.size();
        this.files = files;
        this.rows = rows;
        this.out = out;
        this.notices = notices;
    }

    /** Returns how long reading took, in nanoseconds. */
    long readNanos() {
        return readNanos;
    }

    /** Returns the sinogram of the middle row, in attenuation, once all slices are made. */
    float[] middleAttenuation() {
        return middleAttenuation;
    }

    /** Makes all slices and gives them back in order of rows. */
    List<MadeSlice> make(NxTomo scan, int[] projections) throws ScanException, IOException, InterruptedException {
        if (options.volume() == Volume.NONE) {
            return make(scan, projections, null);
        }
        try (VolumeFile volume = files.beginVolume(rows.first(), rows.count(), columns)) {
            List<MadeSlice> slices = make(scan, projections, volume);
            volume.commit();
            return slices;
        }
    }

    private List<MadeSlice> make(NxTomo scan, int[] projections, @Nullable VolumeFile volume)
            throws ScanException, IOException, InterruptedException {
        int atOnce = rowsAtOnce(scan, 4L * projections.length * columns);
        List<MadeSlice> slices = new ArrayList<>();
        double[] transmitted = new double[projections.length];
        try (RowWorkers workers = new RowWorkers(options.threads())) {
            for (int first = rows.first(); first <= rows.last(); first += atOnce) {
                RowRange block = new RowRange(first, Math.min(rows.last(), first + atOnce - 1));
                makeBlock(workers, block, read(scan, projections, block, transmitted), volume, slices);
            }
        }
        noticeBlank(projections, transmitted);
        slices.sort(Comparator.comparingInt(MadeSlice::row));
        return slices;
    }

    private int rowsAtOnce(NxTomo scan, long sinogramBytes) {
        // What a frame being read and the slices being made take, by measurement rounded up, and the sinogram that is
        // kept.
        long frames = 30L * scan.rows() * columns;
        long images = 16L * columns * columns * Math.min(options.threads(), rows.count());
        long fitting = (Runtime.getRuntime().maxMemory() - frames - images - sinogramBytes) / 2 / sinogramBytes;
        return (int) Math.max(1, Math.min(rows.count(), fitting));
    }

    /** Reads the sinograms of some rows, and adds the transmissions of each projection to those of the rows before. */
    private float[][] read(NxTomo scan, int[] projections, RowRange block, double[] transmitted) throws ScanException {
        long start = System.nanoTime();
        float[][] sinograms = new float[block.count()][projections.length * columns];
        scan.read(projections, block, (k, pixels) -> {
            transmitted[k] += flatField.toTransmission(pixels, block.first());
            for (int r = 0; r < sinograms.length; r++) {
                System.arraycopy(pixels, r * columns, sinograms[r], k * columns, columns);
            }
        });
        readNanos += System.nanoTime() - start;
        return sinograms;
    }

    private void noticeBlank(int[] projections, double[] transmitted) {
        int[] blank = IntStream.range(0, projections.length)
                .filter(k -> flatField.isBlank(transmitted[k], rows))
                .map(k -> projections[k])
                .toArray();
        if (blank.length > 0) {
            notices.accept(String.format(
                    Locale.ROOT,
                    "%d of %d projections let nothing through (first frame %d): was there beam? An image_key of 3 leaves a"
                            + " frame out",
                    blank.length,
                    projections.length,
                    blank[0]));
        }
    }

    private void makeBlock(
            RowWorkers workers,
            RowRange block,
            float[][] sinograms,
            @Nullable VolumeFile volume,
            List<MadeSlice> slices)
            throws IOException, InterruptedException {
        // A filter holds a buffer, so each is lent to one row at a time.
        LinkedBlockingQueue<RampFilter> filters = new LinkedBlockingQueue<>();
        for (int i = 0; i < options.threads(); i++) {
            filters.add(new RampFilter(columns, options.filter(), options.cutoff()));
        }
        workers.work(
                block,
                row -> {
                    RampFilter filter = filters.take();
                    try {
                        return makeSlice(row, sinograms[row - block.first()], filter, volume);
                    } finally {
                        filters.add(filter);
                    }
                },
                slice -> {
                    slices.add(slice);
                    report(slices.size());
                });
    }

    private MadeSlice makeSlice(int row, float[] sinogram, RampFilter filter, @Nullable VolumeFile volume)
            throws IOException {
        flatField.toAttenuation(sinogram, row);
        if (row == rows.middle()) {
            // What follows is done in place.
            middleAttenuation = sinogram.clone();
        }
        filter.apply(sinogram, weights);
        float[] slice = projector.project(sinogram);
        SliceStatistics statistics = SliceStatistics.of(slice, projector);
        files.writeSlice(row, slice, columns);
        if (volume != null) {
            volume.add(row, slice);
        }
        return new MadeSlice(row, statistics);
    }

    private void report(int done) {
        out.println(String.format(
                Locale.ROOT, "progress %.1f%% slice %d of %d", 100.0 * done / rows.count(), done, rows.count()));
        out.flush();
    }
}
