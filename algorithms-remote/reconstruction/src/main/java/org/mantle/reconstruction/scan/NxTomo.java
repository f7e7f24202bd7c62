package org.mantle.reconstruction.scan;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.exceptions.HdfBrokenLinkException;
import io.jhdf.exceptions.HdfInvalidPathException;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
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

    private final Path path;
    private final HdfFile file;
    private final String entry;
    private final Dataset data;
    private final int[] imageKeys;
    private final double[] degrees;
    private final int framesAtOnce;

    private NxTomo(Path path, HdfFile file, @Nullable String wantedEntry) throws ScanException {
        this.path = path;
        this.file = file;
        entry = wantedEntry == null ? NxEntries.findOnly(file) : NxEntries.check(file, wantedEntry);
        data = dataset("instrument/detector/data");
        int[] shape = data.getDimensions();
        if (shape.length != 3) {
            throw new ScanException(data.getPath() + " has " + shape.length
                    + " dimensions; an NXtomo scan has three: frame, row, column");
        }
        double[] keys = numbers("instrument/detector/image_key");
        double[] angles = numbers("sample/rotation_angle");
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
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new ScanException(
                    Files.exists(path)
                            ? "cannot read " + path.getFileName() + ": it is not a readable file"
                            : "there is no file " + path.getFileName() + " where it was looked for: check its path");
        }
        HdfFile file = foreign(path, () -> new HdfFile(path));
        try {
            return foreign(path, () -> new NxTomo(path, file, entry));
        } catch (ScanException e) {
            file.close();
            throw e;
        }
    }

    /** Returns the path of the NXtomo entry in the file. */
    public String entry() {
        return entry;
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

    /** Returns the title that the file gives the scan, if it does. */
    public Optional<String> title() throws ScanException {
        return text("title");
    }

    /** Returns the name that the file gives the sample, if it does. */
    public Optional<String> sampleName() throws ScanException {
        return text("sample/name");
    }

    /** Returns the width of a detector pixel in millimetres, empty where the file gives no usable one. */
    public OptionalDouble pixelSizeMillimetres() throws ScanException {
        return foreign(path, () -> {
            Optional<Dataset> size = optional("instrument/detector/x_pixel_size");
            if (size.isEmpty()
                    || !Number.class.isAssignableFrom(boxed(size.get().getJavaType()))) {
                return OptionalDouble.empty();
            }
            double value = HdfArrays.toDoubles(size.get().getDataFlat())[0];
            double unit = switch (units(size.get())) {
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
            Object[] block = foreign(path, () -> (Object[])
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
        file.close();
    }

    private double[] inDegrees(double[] angles) throws ScanException {
        String units = units(dataset("sample/rotation_angle"));
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

    private Dataset dataset(String name) throws ScanException {
        String where = entry + "/" + name;
        try {
            Node node = file.getByPath(where);
            if (node instanceof Dataset dataset) {
                return dataset;
            }
            throw new ScanException(where + " is not a dataset");
        } catch (HdfBrokenLinkException e) {
            throw new ScanException(
                    where + " is a link to something that is not there (" + e.getMessage()
                            + "); bring the file with the images to that place, or give a scan that holds its images itself",
                    e);
        } catch (HdfInvalidPathException e) {
            throw new ScanException(entry + " has no " + name + ", so it is not a complete NXtomo scan", e);
        }
    }

    private Optional<Dataset> optional(String name) {
        try {
            return file.getByPath(entry + "/" + name) instanceof Dataset dataset
                    ? Optional.of(dataset)
                    : Optional.empty();
        } catch (HdfBrokenLinkException | HdfInvalidPathException e) {
            return Optional.empty();
        }
    }

    private Optional<String> text(String name) throws ScanException {
        return foreign(path, () -> optional(name).flatMap(NxEntries::text));
    }

    private double[] numbers(String name) throws ScanException {
        Dataset dataset = dataset(name);
        if (!Number.class.isAssignableFrom(boxed(dataset.getJavaType()))) {
            throw new ScanException(dataset.getPath() + " does not hold numbers");
        }
        return HdfArrays.toDoubles(dataset.getDataFlat());
    }

    private static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    private static String units(Dataset dataset) {
        Attribute units = dataset.getAttribute("units");
        if (units == null) {
            return "";
        }
        Object value = units.getData();
        Object single = value instanceof Object[] array && array.length == 1 ? array[0] : value;
        return String.valueOf(single).strip().toLowerCase(Locale.ROOT);
    }

    /** Something that jhdf does for us. */
    @FunctionalInterface
    private interface Step<T> {
        T take() throws ScanException;
    }

    /** Runs code of jhdf, which reports damage by runtime exceptions of many kinds, its own and the JDK's. */
    private static <T> T foreign(Path path, Step<T> step) throws ScanException {
        try {
            return step.take();
        } catch (RuntimeException e) {
            String reason = reason(e);
            throw new ScanException(
                    "cannot read " + path.getFileName()
                            + (reason.contains("signature")
                                    ? ": it is not an HDF5 file"
                                    : ": it is damaged or cut short (" + reason + "); transfer it again"),
                    e);
        }
    }

    private static String reason(RuntimeException e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
