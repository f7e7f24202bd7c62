package org.mantle.reconstruction.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TIFF files, read by the JDK's reader and by the specification. */
class FloatTiffTests {

    private static final TiffNotes NOTES = new TiffNotes("program 1.2", "scän.nxs", 3.25, 0.0022);
    private static final float[][] IMAGES = {{1, 2, 3, 4, 5, 6}, {-1, 0.5f, 1e-7f, 7, 8, 9}, {0, 0, 0, 0, 0, 42}};

    @TempDir
    private Path temp;

    private Path write(long classicLimit) throws IOException {
        Path path = Files.createFile(temp.resolve("images.tif"));
        try (FloatTiff tiff = new FloatTiff(path, 3, 2, IMAGES.length, classicLimit)) {
            // in another order than they stand in the file
            for (int image = IMAGES.length - 1; image >= 0; image--) {
                tiff.write(image, IMAGES[image]);
            }
            tiff.finish(NOTES, 96);
        }
        return path;
    }

    @Test
    void theJdkReadsEachImage() throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("tiff").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(write(1 << 30).toFile())) {
            reader.setInput(in);
            assertThat(reader.getNumImages(true)).isEqualTo(3);
            for (int image = 0; image < 3; image++) {
                assertThat(reader.read(image).getRaster().getSamples(0, 0, 3, 2, 0, (float[]) null))
                        .containsExactly(IMAGES[image]);
            }
        } finally {
            reader.dispose();
        }
    }

    @Test
    void theFirstImageIsReadBack() throws IOException {
        assertThat(FloatTiff.readFirst(write(1 << 30), 3, 2)).containsExactly(IMAGES[0]);
    }

    @Test
    void eachDirectorySaysWhatItsImageShows() throws IOException {
        ByteBuffer file = file(write(1 << 30));
        assertThat(file.getShort(2)).isEqualTo((short) 42);
        int directory = file.getInt(4);
        for (int image = 0; image < 3; image++) {
            assertThat(text(file, value(file, directory, 270, 8)))
                    .startsWith("slice of detector row " + (96 + image) + " of sc?n.nxs\n")
                    .contains("1/pixel", "0.00220000 mm", "column 3.25");
            assertThat(text(file, value(file, directory, 305, 8))).isEqualTo("program 1.2");
            int resolution = value(file, directory, 282, 8);
            assertThat((double) file.getInt(resolution) / file.getInt(resolution + 4))
                    .as("pixels in a centimetre")
                    .isCloseTo(10 / 0.0022, within(0.001));
            assertThat(value(file, directory, 296, 8)).as("unit: centimetre").isEqualTo(3);
            directory = file.getInt(directory + 2 + 12 * file.getShort(directory));
        }
        assertThat(directory).as("end of the list").isZero();
    }

    @Test
    void aLargeFileIsABigTiff() throws IOException {
        // BigTIFF: version 43, offsets of 8 bytes, directories of entries of 20 bytes.
        ByteBuffer file = file(write(0));
        assertThat(file.getShort(2)).isEqualTo((short) 43);
        assertThat(file.getShort(4)).isEqualTo((short) 8);
        assertThat(file.getShort(6)).isZero();
        int directory = (int) file.getLong(8);
        for (float[] image : IMAGES) {
            int entries = (int) file.getLong(directory);
            int previous = 0;
            int strip = 0;
            for (int k = 0; k < entries; k++) {
                int entry = directory + 8 + 20 * k;
                int tag = file.getShort(entry);
                assertThat(tag).as("ascending").isGreaterThan(previous);
                previous = tag;
                if (tag == 273) {
                    assertThat(file.getShort(entry + 2)).as("LONG8").isEqualTo((short) 16);
                    strip = (int) file.getLong(entry + 12);
                } else if (tag == 279) {
                    assertThat(file.getLong(entry + 12)).isEqualTo(24);
                } else if (tag == 305) {
                    assertThat(text(file, (int) file.getLong(entry + 12))).isEqualTo("program 1.2");
                }
            }
            for (int i = 0; i < image.length; i++) {
                assertThat(file.getFloat(strip + 4 * i)).isEqualTo(image[i]);
            }
            directory = (int) file.getLong(directory + 8 + 20 * entries);
        }
        assertThat(directory).as("end of the list").isZero();
    }

    private static ByteBuffer file(Path path) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int value(ByteBuffer file, int directory, int tag, int place) {
        for (int k = 0; k < file.getShort(directory); k++) {
            int entry = directory + 2 + 12 * k;
            if (file.getShort(entry) == tag) {
                return file.getInt(entry + place);
            }
        }
        throw new AssertionError("no tag " + tag);
    }

    private static String text(ByteBuffer file, int at) {
        int end = at;
        while (file.get(end) != 0) {
            end++;
        }
        byte[] bytes = new byte[end - at];
        file.get(at, bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
