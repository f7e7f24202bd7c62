package org.mantle.gateway.account;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The program of a file process: does with files what the gateway asks for over standard input, with the rights of the account that it
 * runs as, and ends with that input.
 */
public final class FileProcessMain {

    private FileProcessMain() {}

    /** Serves until standard input ends. */
    public static void main(String[] args) throws IOException {
        int uid = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        new FileServer(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out)).serve(uid);
    }
}
