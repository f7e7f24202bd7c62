package org.mantle.commons.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** Tells by their attributes alone whether files have changed. */
public final class FileStamp {

    private FileStamp() {}

    /**
     * Returns a text that is another one when one of some files has changed: each by its path, size, time and identity.
     *
     * @throws IOException if one of them is not there, or cannot be looked at
     */
    public static String of(List<Path> files) throws IOException {
        StringBuilder stamp = new StringBuilder();
        for (Path file : files) {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            stamp.append(file)
                    .append(' ')
                    .append(attributes.size())
                    .append(' ')
                    .append(attributes.lastModifiedTime())
                    .append(' ')
                    .append(attributes.fileKey())
                    .append('\n');
        }
        return stamp.toString();
    }
}
