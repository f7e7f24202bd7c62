package org.mantle.reconstruction.scan;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mantle.reconstruction.hdf.NumberArray;

/**
 * A tomography scan as the application definition NXtomo of NeXus describes it: frames, each with an image key and an angle. One in a
 * Data Exchange file is brought into this form.
 *
 * <p>Metadata is read and checked when the scan is opened; pixels are read when asked for, a few frames at a time. Not
 * thread-safe. Definition: NeXus manual, application definitions, NXtomo.
 */
public final class NxTomo implements AutoCloseable {

    /** Receives the pixels of one frame, row by row. The array is used again for the next frame. */
    @FunctionalInterface
    public interface FrameConsumer {
        void accept(int index, float[] pixels);
    }

    private static final String PIXEL_SIZE = "instrument/detector/x_pixel_size";
    private static final String ANGLES = "sample/rotation_angle";
    private static final Set<String> DEGREES = Set.of("", "degrees", "degree", "deg", "°");
    private static final Set<String> RADIANS = Set.of("radians", "radian", "rad");

    private final NxEntry entry;
    private final FrameStack stack;

    private NxTomo(NxEntry entry) throws ScanException {
        this.entry = entry;
        stack = entry.isDataExchange() ? DataExchange.frames(entry) : frames(entry);
        if (frames() > 0 && unwrittenFrames().cardinality() == frames()) {
            throw new ScanException(
                    "no frame of " + entry.path() + " was ever written; give the scan as it was after the measurement");
        }
        if (!stack.leftOut().isEmpty() && framesWithKey(NxImageKey.PROJECTION).length < 2) {
            throw new ScanException("too few projections of " + entry.path() + " can be used: "
                    + leftOutProjections().orElseThrow() + "; give the scan as it was after the measurement");
        }
    }

    private static FrameStack frames(NxEntry entry) throws ScanException {
        NumberArray data = FrameStack.checked(entry.numbers("instrument/detector/data"));
        double[] keys = entry.all("instrument/detector/image_key");
        double[] angles = inDegrees(entry, ANGLES);
        int frames = data.shape()[0];
        if (keys.length != frames || angles.length != frames) {
            throw new ScanException("the scan does not fit together: " + frames + " frames, " + keys.length
                    + " image keys, " + angles.length + " rotation angles; there must be as many of each");
        }
        int[] imageKeys = new int[frames];
        for (int i = 0; i < frames; i++) {
            imageKeys[i] = (int) keys[i];
            if (imageKeys[i] != keys[i]) {
                throw new ScanException("image_key " + keys[i] + " of frame " + i + " is not a whole number");
            }
        }
        return new FrameStack(entry, List.of(data), imageKeys, angles);
    }

    /** Returns the angles of a dataset in degrees, by its units. */
    static double[] inDegrees(NxEntry entry, String name) throws ScanException {
        double[] angles = entry.all(name);
        String units = entry.units(name);
        if (RADIANS.contains(units)) {
            return Arrays.stream(angles).map(Math::toDegrees).toArray();
        }
        if (!DEGREES.contains(units)) {
            throw new ScanException(name.substring(name.lastIndexOf('/') + 1) + " has the units \"" + units
                    + "\"; allowed are degrees and radians");
        }
        return angles;
    }

    /**
     * Opens a scan.
     *
     * @param entry the path of the NXtomo entry, or null to find the only one
     * @throws ScanException if there is no complete NXtomo scan
     */
    public static NxTomo open(Path path, @Nullable String entry) throws ScanException {
        NxEntry found = NxEntry.open(path, entry);
        try {
            return found.foreign(() -> new NxTomo(found));
        } catch (ScanException e) {
            found.close();
            throw e;
        }
    }

    /** Returns the path of the NXtomo entry in the file. */
    public String entry() {
        return entry.path();
    }

    /** Returns what to call a frame, by the dataset that holds it where the scan has several. */
    public String frameName(int frame) {
        return stack.name(frame);
    }

    /** Returns the name of the dataset of angles, without what leads to it. */
    public String anglesName() throws ScanException {
        String path = anglesPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private String anglesPath() throws ScanException {
        return entry.isDataExchange() ? DataExchange.ANGLES : ANGLES;
    }

    /** Returns the number of frames of all kinds. */
    public int frames() {
        return stack.count();
    }

    /** Returns the number of rows of each frame. */
    public int rows() {
        return stack.rows();
    }

    /** Returns the number of columns of each frame. */
    public int columns() {
        return stack.columns();
    }

    /** Returns the frames, by index, whose image key is this one. */
    public int[] framesWithKey(int key) {
        return IntStream.range(0, stack.count())
                .filter(i -> stack.key(i) == key)
                .toArray();
    }

    /** Returns the rotation angle of a frame in degrees; may be NaN for a frame that is no projection. */
    public double degrees(int frame) {
        return stack.degrees(frame);
    }

    /** Returns whether the file says in which units it gives the angles; otherwise they are degrees. */
    public boolean anglesHaveUnits() throws ScanException {
        return !entry.units(anglesPath()).isEmpty();
    }

    /** Returns the title that the file gives the scan, if it does. */
    public Optional<String> title() throws ScanException {
        return entry.text("title");
    }

    /** Returns the name that the file gives the sample, if it does. */
    public Optional<String> sampleName() throws ScanException {
        return entry.text("sample/name");
    }

    /** Returns the width of a detector pixel in millimetres, empty where the file gives no usable one. */
    public OptionalDouble pixelSizeMillimetres() throws ScanException {
        Optional<Double> size = entry.number(PIXEL_SIZE);
        double unit = switch (entry.units(PIXEL_SIZE)) {
            case "m" -> 1000;
            case "mm", "millimetre", "millimeter" -> 1;
            case "um", "µm", "μm", "micron", "microns", "micrometre", "micrometer" -> 1e-3;
            case "nm" -> 1e-6;
            default -> Double.NaN;
        };
        double millimetres = size.orElse(Double.NaN) * unit;
        return millimetres > 0 && Double.isFinite(millimetres)
                ? OptionalDouble.of(millimetres)
                : OptionalDouble.empty();
    }

    /** Returns the frames of which some or all pixels were never written, as in a scan that was broken off. */
    public BitSet unwrittenFrames() {
        return stack.unwritten();
    }

    /**
     * Tells, in words, of projections that were not written from end to end; empty if all were. {@link #framesWithKey} leaves
     * them out.
     */
    public Optional<String> leftOutProjections() {
        BitSet leftOut = stack.leftOut();
        if (leftOut.isEmpty()) {
            return Optional.empty();
        }
        int all = leftOut.cardinality() + framesWithKey(NxImageKey.PROJECTION).length;
        return Optional.of(leftOut.cardinality() + " of " + all + " projections (the first is "
                + stack.name(leftOut.nextSetBit(0)) + ") were never written, or only in part");
    }

    /**
     * Reads some rows of some frames.
     *
     * @param frames indices in ascending order
     * @param consumer called once for each, in this order, with its position in {@code frames}
     * @throws ScanException if the file is damaged, or a pixel is not a finite number
     */
    public void read(int[] frames, RowRange rows, FrameConsumer consumer) throws ScanException {
        stack.read(frames, rows, consumer);
    }

    @Override
    public void close() {
        entry.close();
    }
}
