package org.mantle.reconstruction;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableDataset;
import io.jhdf.api.WritableGroup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes NXtomo files of ellipses, sound ones and, on request, broken ones. */
public final class TestScan {

    public static final float DARK = 100;
    static final float FLAT = 50_000;

    final int columns;
    double axis;
    public int rows = 1;
    double[] degrees;
    List<Ellipse> sample = new ArrayList<>();
    double air = 1;
    double noise;
    int darks = 1;
    int flats = 1;

    @Nullable String units = "degrees";

    String definition = "NXtomo";
    int extraKeys;
    int extraAngles;
    boolean keysAsDouble;
    boolean wholeCounts;
    boolean withData = true;
    boolean flatImages;

    @Nullable Object pixelSize;

    @Nullable String pixelUnits;

    /** May change the frames, of which the darks and flats come first, before they are written. */
    public Consumer<float[][][]> damage = frames -> {};

    public TestScan(int columns, double axis, double[] degrees) {
        this.columns = columns;
        this.axis = axis;
        this.degrees = degrees;
    }

    /** Angles from 0, as many as asked for, evenly over so many degrees, without the end. */
    public static double[] turn(int count, double range) {
        return IntStream.range(0, count).mapToDouble(i -> i * range / count).toArray();
    }

    TestScan with(Ellipse... ellipses) {
        sample.addAll(List.of(ellipses));
        return this;
    }

    double lineIntegral(double angle, int column) {
        return sample.stream()
                .mapToDouble(e -> e.lineIntegral(angle, column - axis))
                .sum();
    }

    public Path write(Path path) {
        float[][][] frames = frames();
        damage.accept(frames);
        double[] keys = new double[frames.length + extraKeys];
        double[] angles = new double[frames.length + extraAngles];
        Arrays.fill(keys, 0, Math.min(keys.length, darks), 2);
        Arrays.fill(keys, darks, darks + flats, 1);
        for (int i = 0; i < degrees.length && darks + flats + i < angles.length; i++) {
            boolean radians = "rad".equals(units);
            angles[darks + flats + i] = radians ? Math.toRadians(degrees[i]) : degrees[i];
        }
        try (WritableHdfFile file = HdfFile.write(path)) {
            WritableGroup outer = group(file, "entry1", "NXentry");
            WritableGroup entry = group(outer, "tomo_entry", "NXsubentry");
            entry.putDataset("definition", definition);
            entry.putDataset("title", "a phantom");
            WritableGroup detector = group(group(entry, "instrument", "NXinstrument"), "detector", "NXdetector");
            if (withData) {
                detector.putDataset("data", flatImages ? frames[0] : wholeCounts ? whole(frames) : frames);
            }
            detector.putDataset(
                    "image_key",
                    keysAsDouble
                            ? keys
                            : Arrays.stream(keys).mapToInt(k -> (int) k).toArray());
            if (pixelSize != null) {
                WritableDataset size = detector.putDataset("x_pixel_size", pixelSize);
                if (pixelUnits != null) {
                    size.putAttribute("units", pixelUnits);
                }
            }
            WritableGroup sampleGroup = group(entry, "sample", "NXsample");
            sampleGroup.putDataset("name", "ellipses");
            WritableDataset angle = sampleGroup.putDataset("rotation_angle", angles);
            if (units != null) {
                angle.putAttribute("units", units);
            }
        }
        return path;
    }

    private float[][][] frames() {
        Random random = new Random(7);
        float[][][] frames = new float[darks + flats + degrees.length][rows][columns];
        for (int f = 0; f < frames.length; f++) {
            // all rows are alike but for the noise
            double[] transmission = new double[columns];
            for (int x = 0; x < columns && f >= darks; x++) {
                transmission[x] = f < darks + flats ? 1 : air * Math.exp(-lineIntegral(degrees[f - darks - flats], x));
            }
            for (int r = 0; r < rows; r++) {
                for (int x = 0; x < columns; x++) {
                    double counts = DARK + (FLAT - DARK) * transmission[x];
                    frames[f][r][x] =
                            (float) (f < darks + flats ? counts : counts * (1 + noise * random.nextGaussian()));
                }
            }
        }
        return frames;
    }

    private static int[][][] whole(float[][][] frames) {
        int[][][] whole = new int[frames.length][frames[0].length][frames[0][0].length];
        for (int f = 0; f < frames.length; f++) {
            for (int r = 0; r < frames[f].length; r++) {
                for (int x = 0; x < frames[f][r].length; x++) {
                    whole[f][r][x] = Math.round(frames[f][r][x]);
                }
            }
        }
        return whole;
    }

    private static WritableGroup group(WritableGroup parent, String name, String nxClass) {
        WritableGroup group = parent.putGroup(name);
        group.putAttribute("NX_class", nxClass);
        return group;
    }
}
