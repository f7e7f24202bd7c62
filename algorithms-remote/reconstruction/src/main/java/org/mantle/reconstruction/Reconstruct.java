package org.mantle.reconstruction;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The program that a tomography job runs: reconstructs the slices of a scan by filtered back projection.
 *
 * <pre>{@code
 * java -cp 'lib/*' org.mantle.reconstruction.Reconstruct scan.nxs --rows 96-103 --output slices
 * }</pre>
 *
 * <p>Standard output gets lines of these forms, each flushed, in this order, and nothing else:
 *
 * <pre>
 * input NAME: R rows x C columns, P projections, F flats, D darks
 * axis 85.79 columns (METHOD, confidence 0.999)
 * notice TEXT                                             (none or more)
 * progress 37.0% slice 50 of 135                          (one for each slice; the number of those done)
 * done 135 slices in 2.1 s: FOLDER/report.json           (the folder's name without what leads to it)
 * </pre>
 *
 * @since 0.1.0
 */
public final class Reconstruct {

    private static final int DONE = 0;

    private Reconstruct() {}

    /** Runs the program and ends the JVM with its exit code. */
    public static void main(String[] args) {
        // jhdf tells about each dataset that it reads, and warns of harmless oddities; what fails, it throws.
        // Kept in a variable, because loggers are held weakly.
        Logger jhdf = Logger.getLogger("io.jhdf");
        jhdf.setLevel(Level.OFF);
        int code = run(List.of(args), System.out, System.err);
        System.exit(code);
    }

    /**
     * Runs the program.
     *
     * @param args the command line, as {@code --help} describes it
     * @param out receives the progress, or the help
     * @param err receives one line if something is wrong
     * @return 0 if all slices and the report are written, 1 if the scan could not be reconstructed, 2 if the command
     *     line is wrong
     */
    public static int run(List<String> args, PrintStream out, PrintStream err) {
        try {
            Optional<Options> options = Options.parse(args);
            if (options.isEmpty()) {
                out.print(Options.HELP);
                out.flush();
            } else {
                Reconstruction.run(options.get(), out);
            }
            return DONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fail(err, e);
        } catch (Throwable e) {
            // Whoever waits for a job reads one line; libraries may throw anything, and memory and stack may run out.
            return fail(err, e);
        }
    }

    private static int fail(PrintStream err, Throwable failure) {
        ErrorLine line = ErrorLine.of(failure);
        err.println("error: " + line.text());
        err.flush();
        return line.code();
    }
}
