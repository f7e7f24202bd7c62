package org.mantle.gateway.account;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How the file process of an account begins: with the account's ids, the umask for users, and nothing of the gateway's environment. Nothing of a user's is
 * in its command.
 */
final class FileProcessCommand {

    /** Small, and soon there: what it does is not worth the optimising compiler. */
    private static final List<String> JAVA_OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Xms8m",
            "-Xmx32m",
            "-Xss512k",
            // whoever waits for it is told
            "-XX:+ExitOnOutOfMemoryError",
            // no file of its own, and no way in
            "-XX:-UsePerfData",
            "-XX:+DisableAttachMechanism");

    private FileProcessCommand() {}

    static ProcessBuilder of(Account account, String umask) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Stream.of(
                        List.of(
                                "setpriv",
                                "--reuid=" + Integer.toUnsignedString(account.uid()),
                                "--regid=" + Integer.toUnsignedString(account.gid()),
                                "--init-groups",
                                "--inh-caps=-all",
                                "--no-new-privs",
                                "--",
                                // there is no program of its own for it
                                "/bin/sh",
                                "-c",
                                // what a shell adds to the environment is left out again
                                "umask \"$1\" && shift && exec /usr/bin/env -i LC_ALL=\"$LC_ALL\" \"$@\"",
                                "sh",
                                umask,
                                java().toString()),
                        JAVA_OPTIONS,
                        List.of("-cp", code().toString(), FileProcessMain.class.getName()))
                .flatMap(List::stream)
                .toList());
        builder.directory(new File("/"));
        builder.environment().clear();
        // so that names of files have all letters
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder;
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private static Path code() throws IOException {
        CodeSource source = FileProcessCommand.class.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            throw new IOException("nobody tells where the gateway's classes lie");
        }
        try {
            URI location = source.getLocation().toURI();
            if (!"file".equals(location.getScheme())) {
                throw new IOException("the gateway's classes lie in \"" + location
                        + "\", and a process of another account needs them in a jar");
            }
            return Path.of(location);
        } catch (URISyntaxException e) {
            throw new IOException("nobody tells where the gateway's classes lie", e);
        }
    }

    /**
     * Checks that other accounts can run this, and that this process has all names of files.
     *
     * @throws IllegalArgumentException if that is not so; the message says what to do
     * @throws IOException if nobody can tell
     */
    static void requireReachable() throws IOException {
        String letters = System.getProperty("sun.jnu.encoding", "");
        if (!letters.equals("UTF-8")) {
            throw new IllegalArgumentException("files of users have names in UTF-8, and this process has names in "
                    + letters + ": start it with the locale C.UTF-8 (LC_ALL=C.UTF-8)");
        }
        requireReachable(code());
        requireReachable(java());
    }

    /** Checks that other accounts can read something, as above. */
    static void requireReachable(Path needed) throws IOException {
        Optional<Path> closed = closed(needed.toRealPath());
        if (closed.isPresent()) {
            throw new IllegalArgumentException(
                    "the files of users are read and written by processes of their accounts, which cannot come through \""
                            + closed.get() + "\" to \"" + needed
                            + "\": install Mantle and Java where all accounts may read them, or allow it (chmod o+rX)");
        }
    }

    private static Optional<Path> closed(Path needed) throws IOException {
        for (Path path = needed; path != null; path = path.getParent()) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            boolean isOpen = Files.isDirectory(path)
                    ? permissions.contains(PosixFilePermission.OTHERS_EXECUTE)
                    : permissions.contains(PosixFilePermission.OTHERS_READ);
            if (!isOpen) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }
}
