package org.mantle.reconstruction.output;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BandedSampleModel;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferFloat;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;
import org.mantle.commons.file.FileReplacement;
import org.mantle.commons.file.PendingFile;
import org.mantle.reconstruction.projection.BackProjector;

/**
 * Writes the results into a folder.
 *
 * <p>Every file is written under its name with {@code .part} added, and renamed when it is whole: what stands under its
 * final name is complete. Thread-safe for different files.
 */
public final class SliceFiles {

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Path part) throws IOException;
    }

    private final Path folder;

    /** Makes a writer into a folder that is there. */
    public SliceFiles(Path folder) {
        this.folder = folder;
    }

    /** Returns the name of a row's files, without the suffix. */
    public static String name(int row) {
        return String.format(Locale.ROOT, "slice_%04d", row);
    }

    /** Writes the values as an uncompressed 32-bit float TIFF image. */
    public void writeTiff(int row, float[] values, int size) throws IOException {
        DataBufferFloat buffer = new DataBufferFloat(values, values.length);
        BandedSampleModel model = new BandedSampleModel(DataBuffer.TYPE_FLOAT, size, size, 1);
        ComponentColorModel grey = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY), false, false, Transparency.OPAQUE, DataBuffer.TYPE_FLOAT);
        BufferedImage image = new BufferedImage(grey, Raster.createWritableRaster(model, buffer, null), false, null);
        write(name(row) + ".tif", part -> encode("tiff", image, part));
    }

    /** Writes an 8-bit grey PNG image, black to white as the statistics say, and black outside the circle. */
    public void writePreview(int row, float[] values, BackProjector projector, SliceStatistics statistics)
            throws IOException {
        int size = projector.size();
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
        byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        float black = statistics.black();
        float scale = statistics.white() > black ? 255 / (statistics.white() - black) : 0;
        for (int y = 0; y < size; y++) {
            for (int i = y * size + projector.firstInside(y); i < y * size + projector.endInside(y); i++) {
                pixels[i] = (byte) Math.max(0, Math.min(255, Math.round((values[i] - black) * scale)));
            }
        }
        write(name(row) + ".png", part -> encode("png", image, part));
    }

    /** Writes a file and then gives it its name. */
    public void write(String name, Content content) throws IOException {
        FileReplacement replacement =
                FileReplacement.ofOthers(folder.resolve(name)).by(folder.resolve(name + ".part"));
        try (PendingFile pending = replacement.begin()) {
            content.writeTo(pending.part());
            pending.commit();
        } catch (IOException e) {
            throw new IOException("cannot write " + name + ": " + reason(e), e);
        }
    }

    private static void encode(String format, RenderedImage image, Path part) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        try (FileImageOutputStream stream = new FileImageOutputStream(part.toFile())) {
            writer.setOutput(stream);
            writer.write(image);
        } finally {
            writer.dispose();
        }
    }

    /** Returns the words of the innermost cause: image writers wrap what the operating system said. */
    public static String reason(IOException e) {
        Throwable innermost = e;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        // The whole path is not for readers of a job's output, who know its files by other paths.
        String message = innermost instanceof FileSystemException system ? system.getReason() : innermost.getMessage();
        return message == null ? innermost.getClass().getSimpleName() : message;
    }
}
