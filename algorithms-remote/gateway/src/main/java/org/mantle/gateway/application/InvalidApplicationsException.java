package org.mantle.gateway.application;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A file of applications in which something is wrong; the message says all of it, one thing on a line. */
public final class InvalidApplicationsException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    InvalidApplicationsException(Path file, List<String> problems) {
        super("the applications in " + file + " cannot be used:\n  "
                + problems.stream().distinct().collect(Collectors.joining("\n  ")));
    }
}
