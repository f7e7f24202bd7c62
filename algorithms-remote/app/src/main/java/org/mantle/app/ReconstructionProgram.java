package org.mantle.app;

import java.nio.file.Path;
import java.util.List;
import org.mantle.reconstruction.Reconstruct;

/** How a job starts the reconstruction program that is shipped with Mantle. */
final class ReconstructionProgram {

    /** Where SCARFTomoReconstruction looks for it when no other runnable is named. */
    static final String REMOTE_PATH = "/work/imat/webservice_test/tomopy/";

    private ReconstructionProgram() {}

    /** Returns the command, to which the job's arguments are added: the program on this JVM's Java and class path. */
    static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ReadableClassPath.class.getName(),
                Reconstruct.class.getName());
    }
}
