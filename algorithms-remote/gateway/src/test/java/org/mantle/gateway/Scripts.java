package org.mantle.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Small programs for jobs to run, in the room of a user. */
final class Scripts {

    private Scripts() {}

    /** Writes an executable shell script where clients see {@code /work/<name>}. */
    static String executable(Path data, String user, String name, String body) throws IOException {
        Path file = data.resolve(user).resolve("work").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return "/work/" + name;
    }
}
