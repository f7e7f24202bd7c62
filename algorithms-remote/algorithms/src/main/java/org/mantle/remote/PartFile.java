package org.mantle.remote;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A file on its way: it has a name of its own until it is whole, and is removed if it never is. */
final class PartFile extends OutputStream {
    private final Path directory;
    private final Path part;
    private final FileChannel channel;

    private PartFile(Path directory, Path part, FileChannel channel) {
        this.directory = directory;
        this.part = part;
        this.channel = channel;
    }

    static PartFile in(Path directory) throws LocalFileException {
        Path part = directory.resolve("mantle-" + UUID.randomUUID() + ".part");
        try {
            return new PartFile(
                    directory, part, FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw failure("no file can be made in " + directory, e);
        }
    }

    @Override
    public void write(int b) throws LocalFileException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws LocalFileException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw failure("the file cannot be written in " + directory, e);
        }
    }

    /** Gives the file, now whole, its name; one that is there already is replaced. */
    void keepAs(String name) throws LocalFileException {
        try {
            channel.close();
            Files.move(part, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw failure("the file cannot be given the name " + name + " in " + directory, e);
        }
    }

    private static LocalFileException failure(String what, IOException e) {
        return new LocalFileException(
                what + ": " + LocalFileException.reason(e) + "; make room there or choose another LocalDirectory", e);
    }

    /** Removes what was not kept. */
    @Override
    public void close() throws LocalFileException {
        try {
            channel.close();
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw failure("the half file " + part + " cannot be removed", e);
        }
    }
}
