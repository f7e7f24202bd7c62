package org.mantle.reconstruction;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.mantle.reconstruction.axis.AxisFinder;
import org.mantle.reconstruction.axis.RotationAxis;
import org.mantle.reconstruction.output.GreyScale;
import org.mantle.reconstruction.output.Overview;
import org.mantle.reconstruction.output.Report;
import org.mantle.reconstruction.output.SliceFiles;
import org.mantle.reconstruction.output.TiffNotes;
import org.mantle.reconstruction.projection.BackProjector;
import org.mantle.reconstruction.scan.FlatField;
import org.mantle.reconstruction.scan.NxImageKey;
import org.mantle.reconstruction.scan.NxTomo;
import org.mantle.reconstruction.scan.RowRange;
import org.mantle.reconstruction.scan.ScanAngles;
import org.mantle.reconstruction.scan.ScanException;

/** One run of the program: from the scan to the report. */
final class Reconstruction {

    private static final String PROGRAM = "mantle-reconstruction";
    private static final String REPORT = "report.json";
    private static final double NANOS_PER_SECOND = 1e9;

    /** So that the pixels of a frame and of a slice can be counted in an int. */
    private static final int LARGEST_SIDE = 32_768;

    /** More than a whole turn in radians. */
    private static final double MOST_RADIANS = 7;

    private final Options options;
    private final NxTomo scan;
    private final PrintStream out;
    private final List<String> notices = new ArrayList<>();

    private Reconstruction(Options options, NxTomo scan, PrintStream out) {
        this.options = options;
        this.scan = scan;
        this.out = out;
    }

    /**
     * Reconstructs a scan.
     *
     * @param out receives the progress lines
     * @throws ScanException if the scan cannot be reconstructed
     * @throws IOException if the results cannot be written
     */
    static void run(Options options, PrintStream out) throws ScanException, IOException, InterruptedException {
        try (NxTomo scan = NxTomo.open(options.input(), options.entry().orElse(null))) {
            new Reconstruction(options, scan, out).run();
        }
    }

    private void run() throws ScanException, IOException, InterruptedException {
        Instant started = Instant.now();
        long start = System.nanoTime();
        int[] projections = scan.framesWithKey(NxImageKey.PROJECTION);
        ScanAngles angles = angles(projections);
        RowRange rows = rows();
        checkSize(projections.length);
        noteWhatIsMissing(angles);
        sayInput();
        Path folder = prepareFolder();

        FlatField flatField = FlatField.of(scan);
        RotationAxis axis = axis(flatField, projections, angles);
        double axisSeconds = secondsSince(start);
        say("axis %.2f columns (%s, confidence %.3f)", axis.column(), axis.method(), axis.confidence());
        notices.forEach(this::sayNotice);

        BackProjector projector = new BackProjector(scan.columns(), axis.column(), angles);
        SliceFiles files = new SliceFiles(folder, notes(axis));
        SliceMaker maker =
                new SliceMaker(options, flatField, projector, angles.weights(), files, rows, out, this::notice);
        List<MadeSlice> slices = maker.make(scan, projections);
        GreyScale scale = GreyScale.ofStack(
                slices.stream().map(slice -> slice.statistics().scale()).toList());
        Report.Overview overview = new PictureMaker(options, files, rows, projector)
                .make(scale, maker.middleAttenuation(), angles, axis.column());
        Report report = new Report(
                new Report.Program(PROGRAM, version()),
                reportedInput(),
                new Report.Angles(angles.smallest(), angles.largest(), angles.widestGap()),
                new Report.Axis(axis.column(), axis.method(), axis.confidence()),
                new Report.Filter(options.filter().label(), options.cutoff()),
                reportedSlices(projector, rows, slices, scale),
                overview,
                new Report.Correction(flatField.deadPixels(), flatField.clampedPixels()),
                List.copyOf(notices),
                new Report.Run(
                        started.truncatedTo(ChronoUnit.SECONDS).toString(),
                        options.threads(),
                        axisSeconds,
                        maker.readNanos() / NANOS_PER_SECOND,
                        secondsSince(start)));
        files.write(REPORT, part -> Files.writeString(part, report.toJson(), StandardCharsets.UTF_8));
        sayDone(slices.size(), start);
    }

    private void noteWhatIsMissing(ScanAngles angles) {
        if (count(NxImageKey.DARK) == 0) {
            notices.add("no dark frames (image_key 2): the dark level is taken as 0");
        }
        scan.leftOutProjections()
                .ifPresent(which -> notices.add(which + ", and are left out: was the scan broken off?"));
        if (angles.hasMissingWedge()) {
            notices.add(String.format(
                    Locale.ROOT,
                    "no projections over %.1f degrees of the half turn: expect streaks",
                    angles.widestGap()));
        }
    }

    private void sayInput() {
        say(
                "input %s: %d rows x %d columns, %d projections, %d flats, %d darks",
                options.input().getFileName(),
                scan.rows(),
                scan.columns(),
                count(NxImageKey.PROJECTION),
                count(NxImageKey.FLAT),
                count(NxImageKey.DARK));
    }

    private void notice(String text) {
        notices.add(text);
        sayNotice(text);
    }

    private void sayNotice(String notice) {
        say("notice %s", notice);
    }

    private void sayDone(int slices, long start) {
        say(
                "done %d %s in %.1f s: %s/%s",
                slices, slices == 1 ? "slice" : "slices", secondsSince(start), name(options.output()), REPORT);
    }

    private Report.Input reportedInput() throws ScanException {
        int projections = count(NxImageKey.PROJECTION);
        int flats = count(NxImageKey.FLAT);
        int darks = count(NxImageKey.DARK);
        OptionalDouble pixelSize = scan.pixelSizeMillimetres();
        return new Report.Input(
                String.valueOf(options.input().getFileName()),
                scan.entry(),
                scan.title().orElse(null),
                scan.sampleName().orElse(null),
                scan.rows(),
                scan.columns(),
                projections,
                flats,
                darks,
                scan.frames() - projections - flats - darks,
                pixelSize.isPresent() ? pixelSize.getAsDouble() : null);
    }

    private Report.Slices reportedSlices(
            BackProjector projector, RowRange rows, List<MadeSlice> slices, GreyScale scale) {
        return new Report.Slices(
                projector.size(),
                projector.size(),
                "1/pixel",
                projector.radius(),
                rows.first(),
                rows.last(),
                options.volume() == Volume.NONE ? null : SliceFiles.VOLUME,
                slices.stream().map(slice -> reported(slice, scale)).toList());
    }

    private static Report.Slice reported(MadeSlice slice, GreyScale scale) {
        String name = SliceFiles.name(slice.row());
        return new Report.Slice(
                slice.row(),
                name + ".tif",
                name + ".png",
                slice.statistics().min(),
                slice.statistics().max(),
                slice.statistics().mean(),
                scale.black(),
                scale.white());
    }

    private TiffNotes notes(RotationAxis axis) throws ScanException {
        OptionalDouble pixelSize = scan.pixelSizeMillimetres();
        return new TiffNotes(
                PROGRAM + " " + version(),
                String.valueOf(options.input().getFileName()),
                axis.column(),
                pixelSize.isPresent() ? pixelSize.getAsDouble() : null);
    }

    private int count(int imageKey) {
        return scan.framesWithKey(imageKey).length;
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / NANOS_PER_SECOND;
    }

    /** Returns the name of a folder without what leads to it: in a job that is the host's matter. */
    private static String name(Path folder) {
        Path name = folder.getFileName();
        return name == null ? "" : name.toString();
    }

    private ScanAngles angles(int[] projections) throws ScanException {
        if (projections.length < 2) {
            throw new ScanException("the scan has " + projections.length
                    + " projections (image_key 0); at least two are needed, and good slices need many more");
        }
        for (int frame : projections) {
            if (!Double.isFinite(scan.degrees(frame))) {
                throw new ScanException(scan.anglesName() + " of " + scan.frameName(frame) + " is "
                        + scan.degrees(frame) + "; the angle of every projection must be a finite number");
            }
        }
        ScanAngles angles = new ScanAngles(
                Arrays.stream(projections).mapToDouble(scan::degrees).toArray());
        if (angles.isSingleView()) {
            throw new ScanException("all projections were taken at the same angle; there is nothing to reconstruct");
        }
        checkUnits(angles);
        return angles;
    }

    private void checkUnits(ScanAngles angles) throws ScanException {
        double range = angles.largest() - angles.smallest();
        if (range >= MOST_RADIANS || scan.anglesHaveUnits()) {
            return;
        }
        String text = String.format(
                Locale.ROOT,
                "the rotation angles have no units and a range of %.4g, which looks like radians but is taken as degrees:"
                        + " if they are radians, say so in their attribute \"units\"",
                range);
        if (options.axis().isEmpty()) {
            // Nothing is half a turn apart, so the axis could not be found anyway.
            throw new ScanException(text);
        }
        notices.add(text);
    }

    private RowRange rows() throws ScanException {
        if (scan.columns() > LARGEST_SIDE || scan.rows() > LARGEST_SIDE) {
            throw new ScanException("frames of " + scan.rows() + " rows x " + scan.columns()
                    + " columns are too large; at most " + LARGEST_SIDE + " of either are allowed");
        }
        if (scan.columns() < 8 || scan.rows() < 1) {
            throw new ScanException("frames of " + scan.rows() + " rows x " + scan.columns()
                    + " columns are too small; at least 1 row and 8 columns are needed");
        }
        Optional<RowRange> wanted = options.rows();
        if (wanted.isPresent() && wanted.get().last() >= scan.rows()) {
            throw new ScanException(
                    "--rows " + wanted.get() + " is not in the scan: it has the rows 0 to " + (scan.rows() - 1));
        }
        return wanted.orElseGet(() -> new RowRange(0, scan.rows() - 1));
    }

    private void checkSize(int projections) throws ScanException {
        if (4L * projections * scan.columns() > Integer.MAX_VALUE) {
            throw new ScanException("a sinogram of " + projections + " projections x " + scan.columns()
                    + " columns is too large; at most 2 GiB are allowed");
        }
    }

    private RotationAxis axis(FlatField flatField, int[] projections, ScanAngles angles)
            throws ScanException, InterruptedException {
        if (options.axis().isEmpty()) {
            return AxisFinder.find(scan, flatField, projections, angles, options.threads());
        }
        double column = options.axis().getAsDouble();
        int last = scan.columns() - 1;
        if (!(column >= 1 && column <= last - 1)) {
            throw new ScanException(
                    "--axis " + column + " is not on the detector: give a column from 1 to " + (last - 1));
        }
        return new RotationAxis(column, "given", 1);
    }

    /**
     * Makes the folder, and takes away the report of an earlier run: a report means that its run is done. What this run may not
     * write again goes too, since it would be taken for this run's.
     */
    private Path prepareFolder() throws IOException {
        Path folder = options.output();
        try {
            Files.createDirectories(folder);
            if (!Files.isWritable(folder)) {
                throw new AccessDeniedException(folder.toString());
            }
            for (String name : List.of(REPORT, SliceFiles.VOLUME, Overview.MONTAGE, Overview.CUTS, Overview.AXIS)) {
                Files.deleteIfExists(folder.resolve(name));
            }
        } catch (IOException e) {
            throw new IOException(
                    "cannot write to the folder " + name(folder) + " (" + SliceFiles.reason(e)
                            + "); give another with --output",
                    e);
        }
        return folder;
    }

    private static String version() {
        String version = Reconstruction.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private void say(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
        out.flush();
    }
}
