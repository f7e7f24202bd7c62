package org.mantle.gateway.account;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;

/**
 * What a file process tells of a file.
 *
 * @param kind one of those that are named here
 * @param fileKey what tells the file from others
 */
record UserAttributes(
        int kind,
        long size,
        FileTime lastModifiedTime,
        FileTime lastAccessTime,
        FileTime creationTime,
        Set<PosixFilePermission> permissions,
        Object fileKey)
        implements BasicFileAttributes {

    static final int FILE = 0;
    static final int FOLDER = 1;
    static final int LINK = 2;
    static final int OTHER = 3;

    static UserAttributes read(DataInputStream in) throws IOException {
        return new UserAttributes(
                in.readUnsignedByte(),
                in.readLong(),
                time(in),
                time(in),
                time(in),
                permissions(in.readUTF()),
                in.readUTF());
    }

    private static Set<PosixFilePermission> permissions(String text) throws IOException {
        try {
            return PosixFilePermissions.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new IOException("a file's permissions are none", e);
        }
    }

    private static FileTime time(DataInputStream in) throws IOException {
        long seconds = in.readLong();
        int nanos = in.readInt();
        try {
            return FileTime.from(Instant.ofEpochSecond(seconds, nanos));
        } catch (DateTimeException e) {
            throw new IOException("a file's time is none", e);
        }
    }

    @Override
    public boolean isRegularFile() {
        return kind == FILE;
    }

    @Override
    public boolean isDirectory() {
        return kind == FOLDER;
    }

    @Override
    public boolean isSymbolicLink() {
        return kind == LINK;
    }

    @Override
    public boolean isOther() {
        return kind == OTHER;
    }
}
