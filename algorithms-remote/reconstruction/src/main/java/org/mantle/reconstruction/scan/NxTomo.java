package org.mantle.reconstruction.scan;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A tomography scan in a NeXus file, by the application definition NXtomo.
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

    private static final long READ_LIMIT_BYTES = 64L << 20;
    private static final Set<String> DEGREES = Set.of("", "degrees", "degree", "deg", "°");
    private static final Set<String> RADIANS = Set.of("radians", "radian", "rad");

    private final NxEntry entry;
    private final Dataset data;
    private final int[] imageKeys;
    private final double[] degrees;
    private final int framesAtOnce;

    private NxTomo(NxEntry entry) throws ScanException {
        this.entry = entry;
        data = entry.dataset("instrument/detector/data");
        int[] shape = data.getDimensions();
        if (shape.length != 3) {
            throw new ScanException(data.getPath() + " has " + shape.length
                    + " dimensions; an NXtomo scan has three: frame, row, column");
        }
        double[] keys = entry.numbers("instrument/detector/image_key");
        double[] angles = entry.numbers("sample/rotation_angle");
        if (keys.length != shape[0] || angles.length != shape[0]) {
            throw new ScanException("the scan does not fit together: " + shape[0] + " frames, " + keys.length
                    + " image keys, " + angles.length + " rotation angles; there must be as many of each");
        }
        imageKeys = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            imageKeys[i] = (int) keys[i];
            if (imageKeys[i] != keys[i]) {
                throw new ScanException("image_key " + keys[i] + " of frame " + i + " is not a whole number");
            }
        }
        degrees = inDegrees(angles);
        framesAtOnce = framesAtOnce(shape);
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

    /** Returns the number of frames of all kinds. */
    public int frames() {
        return data.getDimensions()[0];
    }

    /** Returns the number of rows of each frame. */
    public int rows() {
        return data.getDimensions()[1];
    }

    /** Returns the number of columns of each frame. */
    public int columns() {
        return data.getDimensions()[2];
    }

    /** Returns the frames, by index, whose image key is this one. */
    public int[] framesWithKey(int key) {
        return IntStream.range(0, imageKeys.length)
                .filter(i -> imageKeys[i] == key)
                .toArray();
    }

    /** Returns the rotation angle of a frame in degrees; may be NaN for a frame that is no projection. */
    public double degrees(int frame) {
        return degrees[frame];
    }

    /** Returns whether the file says in which units it gives the angles; otherwise they are degrees. */
    public boolean anglesHaveUnits() throws ScanException {
        return entry.foreign(
                () -> !NxEntry.units(entry.dataset("sample/rotation_angle")).isEmpty());
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
        return entry.foreign(() -> {
            Optional<Dataset> size = entry.optional("instrument/detector/x_pixel_size");
            if (size.isEmpty() || !NxEntry.holdsNumbers(size.get())) {
                return OptionalDouble.empty();
            }
            double value = HdfArrays.toDoubles(size.get().getDataFlat())[0];
            double unit = switch (NxEntry.units(size.get())) {
                case "m" -> 1000;
                case "mm", "millimetre", "millimeter" -> 1;
                case "um", "µm", "μm", "micron", "microns", "micrometre", "micrometer" -> 1e-3;
                case "nm" -> 1e-6;
                default -> Double.NaN;
            };
            double millimetres = value * unit;
            return millimetres > 0 && Double.isFinite(millimetres)
                    ? OptionalDouble.of(millimetres)
                    : OptionalDouble.empty();
        });
    }

    /**
     * Reads some rows of some frames.
     *
     * @param frames indices in ascending order
     * @param consumer called once for each, in this order, with its position in {@code frames}
     * @throws ScanException if the file is damaged, or a pixel is not a finite number
     */
    public void read(int[] frames, RowRange rows, FrameConsumer consumer) throws ScanException {
        float[] pixels = new float[rows.count() * columns()];
        int k = 0;
        while (k < frames.length) {
            int first = frames[k];
            // Up to the end of the block of frames that are compressed together, so that none is unpacked twice.
            int blockEnd = (first / framesAtOnce + 1) * framesAtOnce;
            int end = k;
            while (end < frames.length && frames[end] < blockEnd) {
                end++;
            }
            int count = frames[end - 1] - first + 1;
            Object[] block = entry.foreign(() -> (Object[])
                    data.getData(new long[] {first, rows.first(), 0}, new int[] {count, rows.count(), columns()}));
            for (; k < end; k++) {
                int frame = frames[k];
                int bad = HdfArrays.copyFrame(block[frame - first], pixels);
                if (bad >= 0) {
                    throw new ScanException("frame " + frame + " of " + data.getPath() + " has the value " + pixels[bad]
                            + " at row " + (rows.first() + bad / columns()) + ", column " + bad % columns()
                            + "; every pixel must be a finite number");
                }
                consumer.accept(k, pixels);
            }
        }
    }

    @Override
    public void close() {
        entry.close();
    }

    private double[] inDegrees(double[] angles) throws ScanException {
        String units = NxEntry.units(entry.dataset("sample/rotation_angle"));
        if (RADIANS.contains(units)) {
            return Arrays.stream(angles).map(Math::toDegrees).toArray();
        }
        if (!DEGREES.contains(units)) {
            throw new ScanException("rotation_angle has the units \"" + units + "\"; allowed are degrees and radians");
        }
        return angles;
    }

    /** Returns how many frames are worth reading together: as many as share a chunk, unless that is too much memory. */
    private int framesAtOnce(int[] shape) {
        int inChunk = data instanceof ChunkedDataset chunked ? chunked.getChunkDimensions()[0] : 1;
        long frameBytes = Math.max(1, 8L * shape[1] * shape[2]);
        return (int) Math.max(1, Math.min(inChunk, READ_LIMIT_BYTES / frameBytes));
    }
}
