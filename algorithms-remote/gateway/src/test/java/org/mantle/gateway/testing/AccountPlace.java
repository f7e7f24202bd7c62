package org.mantle.gateway.testing;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.mantle.commons.testing.Prerequisites;

/** Accounts that every Linux has, as users of a gateway of root, and folders of theirs. */
public final class AccountPlace {

    /** Two users, who have no home. */
    public static final String ALICE = "nobody";

    public static final String BOB = "games";

    private AccountPlace() {}

    /** What it takes to have processes of these accounts. */
    public static void require() {
        Prerequisites.administrator();
        Prerequisites.command("setpriv", "util-linux");
        Prerequisites.command("getent", "libc-bin");
        for (String user : List.of(ALICE, BOB)) {
            Prerequisites.succeeds(
                    "setpriv",
                    "--reuid=" + user,
                    "--clear-groups",
                    "test",
                    "-r",
                    Path.of(System.getProperty("basedir"), "target", "classes").toString());
        }
    }

    /** Lets others come through a folder. */
    public static Path open(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        return folder.toRealPath();
    }

    /** Makes a folder that is an account's alone. */
    public static Path folder(Path parent, String user) throws IOException {
        Path folder = Files.createDirectories(parent.resolve(user));
        give(folder, user);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        return folder;
    }

    /** Makes a file that an account alone can read. */
    public static Path secret(Path file, String user, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        give(file, user);
        return file;
    }

    /** Makes an account the owner of a file or folder. */
    public static void give(Path path, String user) throws IOException {
        Files.setOwner(
                path, FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(user));
    }

    /** Returns the processes that a process has begun to read and write files. */
    public static List<ProcessHandle> fileProcesses(ProcessHandle gateway) {
        try (Stream<ProcessHandle> all = gateway.descendants()) {
            return all.filter(process -> process.info().commandLine().orElse("").contains("FileProcessMain"))
                    .toList();
        }
    }
}
