package org.mantle.reconstruction.output;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.mantle.commons.file.FileReplacement;
import org.mantle.commons.file.PendingFile;

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

    public static final String VOLUME = "volume.tif";

    private final Path folder;
    private final TiffNotes notes;

    /** Makes a writer into a folder that is there. */
    public SliceFiles(Path folder, TiffNotes notes) {
        this.folder = folder;
        this.notes = notes;
    }

    /** Returns the name of a row's files, without the suffix. */
    public static String name(int row) {
        return String.format(Locale.ROOT, "slice_%04d", row);
    }

    /** Writes a slice as an uncompressed 32-bit float TIFF image. */
    public void writeSlice(int row, float[] values, int size) throws IOException {
        write(name(row) + ".tif", part -> {
            try (FloatTiff tiff = new FloatTiff(part, size, size, 1)) {
                tiff.write(0, values);
                tiff.finish(notes, row);
            }
        });
    }

    /** Reads a slice that was written. */
    public float[] readSlice(int row, int size) throws IOException {
        String name = name(row) + ".tif";
        try {
            return FloatTiff.readFirst(folder.resolve(name), size, size);
        } catch (IOException e) {
            throw new IOException("cannot read " + name + " again: " + reason(e), e);
        }
    }

    /** Begins a TIFF file that holds the slices of so many rows, from the first one on. */
    public VolumeFile beginVolume(int firstRow, int rows, int size) throws IOException {
        PendingFile pending = replacement(VOLUME).begin();
        try {
            return new VolumeFile(pending, new FloatTiff(pending.part(), size, size, rows), notes, firstRow);
        } catch (IOException e) {
            pending.close();
            throw new IOException("cannot write " + VOLUME + ": " + reason(e), e);
        }
    }

    /** Writes an 8-bit grey PNG image. */
    public void writePicture(String name, GreyImage picture) throws IOException {
        write(name, part -> {
            if (!ImageIO.write(picture.buffered(), "png", part.toFile())) {
                throw new IOException("Java has no writer of PNG images");
            }
        });
    }

    /** Writes a file and then gives it its name. */
    public void write(String name, Content content) throws IOException {
        try (PendingFile pending = replacement(name).begin()) {
            content.writeTo(pending.part());
            pending.commit();
        } catch (IOException e) {
            throw new IOException("cannot write " + name + ": " + reason(e), e);
        }
    }

    private FileReplacement replacement(String name) {
        return FileReplacement.ofOthers(folder.resolve(name)).by(folder.resolve(name + ".part"));
    }

    /** Returns the words of the innermost cause: image writers wrap what the operating system said. */
    public static String reason(IOException e) {
        Throwable innermost = e;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        // The whole path is not for readers of a job's output, who know its files by other paths.
        String message = innermost instanceof FileSystemException system ? system.getReason() : innermost.getMessage();
        return message == null || message.isBlank() ? kind(innermost) : message;
    }

    /** Returns in words what Java tells by the type of an exception alone. */
    private static String kind(Throwable failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "there is a file in its place";
        }
        if (failure instanceof NoSuchFileException) {
            return "there is no such file or folder, and none can be made";
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return "there is a folder in its place";
        }
        if (failure instanceof ClosedChannelException) {
            return "it was closed before its end";
        }
        return "the system gives no reason";
    }
}
