package org.mantle.reconstruction;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * A finished run of the program.
 *
 * @param code its exit code
 * @param out its standard output
 * @param err its standard error
 * @param folder where it was told to write
 */
public record Ran(int code, String out, String err, Path folder) {

    /** A slice as another program sees it. */
    record Image(float[] values, int width, int height) {
        float at(int x, int y) {
            return values[y * width + x];
        }

        /** Returns the mean of the pixels whose place, from the axis, is inside the ellipse shrunk or grown by so much. */
        double mean(Ellipse where, double grow) {
            double sum = 0;
            int n = 0;
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    if (where.contains(x - (width - 1) / 2.0, (height - 1) / 2.0 - y, grow)) {
                        sum += at(x, y);
                        n++;
                    }
                }
            }
            return sum / n;
        }
    }

    public static Path data(String name) {
        return Path.of(System.getProperty("mantle.root"), "test-data", name);
    }

    static Ran run(Path input, Path folder, String... more) {
        List<String> args = new ArrayList<>(List.of(input.toString(), "--output", folder.toString()));
        args.addAll(List.of(more));
        return run(folder, args);
    }

    static Ran run(Path folder, List<String> args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Reconstruct.run(
                args,
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8));
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8), folder);
    }

    Ran done() {
        if (code != 0) {
            throw new AssertionError("exit code " + code + ": " + err);
        }
        return this;
    }

    Image slice(int row) {
        BufferedImage image = image(row, "tif");
        Raster raster = image.getRaster();
        return new Image(
                raster.getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (float[]) null),
                image.getWidth(),
                image.getHeight());
    }

    BufferedImage image(int row, String suffix) {
        try {
            return ImageIO.read(file(row, suffix).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file(int row, String suffix) {
        return folder.resolve(String.format(Locale.ROOT, "slice_%04d.%s", row, suffix));
    }

    JsonObject report() {
        try {
            return JsonParser.parseString(Files.readString(folder.resolve("report.json")))
                    .getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    double axis() {
        return report().getAsJsonObject("axis").get("column").getAsDouble();
    }

    String axisMethod() {
        return report().getAsJsonObject("axis").get("method").getAsString();
    }
}
