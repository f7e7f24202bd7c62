package org.mantle.reconstruction;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.mantle.reconstruction.output.Report;
import org.mantle.reconstruction.output.SliceFiles;
import org.mantle.reconstruction.output.SliceStatistics;
import org.mantle.reconstruction.projection.BackProjector;
import org.mantle.reconstruction.projection.RampFilter;
import org.mantle.reconstruction.scan.FlatField;
import org.mantle.reconstruction.scan.NxTomo;
import org.mantle.reconstruction.scan.RowRange;
import org.mantle.reconstruction.scan.ScanAngles;
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

    SliceMaker(
            Options options,
            FlatField flatField,
            BackProjector projector,
            ScanAngles angles,
            SliceFiles files,
            RowRange rows,
            PrintStream out,
            Consumer<String> notices) {
        this.options = options;
        this.flatField = flatField;
        this.projector = projector;
        this.weights = angles.weights();
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

    /** Makes all slices and gives back what to report about them, in order of rows. */
    List<Report.Slice> make(NxTomo scan, int[] projections) throws ScanException, IOException, InterruptedException {
        long sinogramBytes = 4L * projections.length * columns;
        // What a frame being read and the slices being made take, by measurement rounded up.
        long frames = 30L * scan.rows() * columns;
        long images = 16L * columns * columns * Math.min(options.threads(), rows.count());
        long fitting = (Runtime.getRuntime().maxMemory() - frames - images) / 2 / sinogramBytes;
        int atOnce = (int) Math.max(1, Math.min(rows.count(), fitting));
        List<Report.Slice> slices = new ArrayList<>();
        ExecutorService executor = Executors.newFixedThreadPool(options.threads());
        try {
            for (int first = rows.first(); first <= rows.last(); first += atOnce) {
                RowRange block = new RowRange(first, Math.min(rows.last(), first + atOnce - 1));
                slices.addAll(makeBlock(executor, block, read(scan, projections, block)));
            }
        } finally {
            executor.shutdownNow();
            // A failed run must not leave while another row is still being written.
            executor.awaitTermination(1, TimeUnit.MINUTES);
        }
        slices.sort(Comparator.comparingInt(Report.Slice::row));
        return slices;
    }

    private float[][] read(NxTomo scan, int[] projections, RowRange block) throws ScanException {
        long start = System.nanoTime();
        List<Integer> blank = new ArrayList<>();
        float[][] sinograms = new float[block.count()][projections.length * columns];
        scan.read(projections, block, (k, pixels) -> {
            flatField.toTransmission(pixels, block.first());
            if (FlatField.isBlank(pixels)) {
                blank.add(projections[k]);
            }
            for (int r = 0; r < sinograms.length; r++) {
                System.arraycopy(pixels, r * columns, sinograms[r], k * columns, columns);
            }
        });
        readNanos += System.nanoTime() - start;
        if (block.first() == rows.first() && !blank.isEmpty()) {
            notices.accept(String.format(
                    Locale.ROOT,
                    "%d of %d projections let nothing through (first frame %d): was there beam? An image_key of 3 leaves a"
                            + " frame out",
                    blank.size(),
                    projections.length,
                    blank.get(0)));
        }
        return sinograms;
    }

    private List<Report.Slice> makeBlock(ExecutorService executor, RowRange block, float[][] sinograms)
            throws IOException, InterruptedException {
        // A filter holds a buffer, so each is lent to one row at a time.
        LinkedBlockingQueue<RampFilter> filters = new LinkedBlockingQueue<>();
        for (int i = 0; i < options.threads(); i++) {
            filters.add(new RampFilter(columns, options.filter(), options.cutoff()));
        }
        ExecutorCompletionService<Report.Slice> done = new ExecutorCompletionService<>(executor);
        for (int r = 0; r < sinograms.length; r++) {
            int row = block.first() + r;
            float[] sinogram = sinograms[r];
            done.submit(() -> {
                RampFilter filter = filters.take();
                try {
                    return makeSlice(row, sinogram, filter);
                } finally {
                    filters.add(filter);
                }
            });
        }
        List<Report.Slice> slices = new ArrayList<>();
        for (int r = 0; r < sinograms.length; r++) {
            slices.add(result(done.take()));
            report(block.first() - rows.first() + slices.size());
        }
        return slices;
    }

    private Report.Slice makeSlice(int row, float[] sinogram, RampFilter filter) throws IOException {
        flatField.toAttenuation(sinogram, row);
        filter.apply(sinogram, weights);
        float[] slice = projector.project(sinogram);
        SliceStatistics statistics = SliceStatistics.of(slice, projector);
        files.writeTiff(row, slice, columns);
        files.writePreview(row, slice, projector, statistics);
        String name = SliceFiles.name(row);
        return new Report.Slice(
                row,
                name + ".tif",
                name + ".png",
                statistics.min(),
                statistics.max(),
                statistics.mean(),
                statistics.black(),
                statistics.white());
    }

    private static Report.Slice result(Future<Report.Slice> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            if (e.getCause() instanceof RuntimeException exception) {
                throw exception;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("a slice failed", e.getCause());
        }
    }

    private void report(int done) {
        out.println(String.format(
                Locale.ROOT, "progress %.1f%% slice %d of %d", 100.0 * done / rows.count(), done, rows.count()));
        out.flush();
    }
}
