package org.mantle.reconstruction;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mantle.reconstruction.projection.FilterKind;
import org.mantle.reconstruction.scan.RowRange;

/**
 * What the command line asks for.
 *
 * @param input the file with the scan
 * @param output the folder for the results
 * @param axis the rotation axis in columns from 0, or empty to find it
 * @param filter the filter's window
 * @param cutoff the filter's cut-off as a fraction of the Nyquist frequency, above 0 and at most 1
 * @param rows the detector rows, or empty for all
 * @param threads how many threads reconstruct, at least 1
 * @param volume in which form all slices are also written into one file
 * @param entry the path of the NXtomo entry in the file, or empty to find it
 */
record Options(
        Path input,
        Path output,
        OptionalDouble axis,
        FilterKind filter,
        double cutoff,
        Optional<RowRange> rows,
        int threads,
        Volume volume,
        Optional<String> entry) {

    static final String HELP = """
            Usage: run INPUT.nxs [options]

            Reconstructs the slices of a parallel-beam tomography scan (NeXus NXtomo or
            Data Exchange) by filtered back projection.

              --output DIR         folder for the results, made if missing (default: .)
              --axis COLUMN|auto   rotation axis in detector columns from 0 (default: auto)
              --filter NAME        ramp, shepp-logan or hann (default: ramp)
              --cutoff FRACTION    filter cut-off, as a fraction of the Nyquist frequency,
                                   above 0 and at most 1 (default: 1)
              --rows ROWS          all, one row, or FIRST-LAST, from 0 (default: all)
              --threads N          threads to use (default: all processors)
              --volume FORM        none, or tiff: all slices in volume.tif as well (default: none)
              --entry PATH         NXtomo entry in the file (default: the only one there)
              --help               show this text

            Writes slice_NNNN.tif (32-bit float), slice_NNNN.png (preview), pictures of the
            whole (overview_*.png) and, when everything is done, report.json.
            Exit codes: 0 done, 1 the scan could not be reconstructed, 2 wrong usage.
            """;

    private static final Pattern ROWS = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");
    private static final List<String> NAMES =
            List.of("--output", "--axis", "--filter", "--cutoff", "--rows", "--threads", "--volume", "--entry");

    /**
     * Reads a command line.
     *
     * @return empty when help is asked for
     * @throws WrongOptionException if an option or a value is not allowed, or the input is missing
     */
    static Optional<Options> parse(List<String> args) throws WrongOptionException {
        if (args.contains("--help")) {
            return Optional.empty();
        }
        Draft draft = new Draft();
        List<String> inputs = new ArrayList<>();
        Iterator<String> rest = args.iterator();
        while (rest.hasNext()) {
            String arg = rest.next();
            if (arg.equals("--")) {
                rest.forEachRemaining(inputs::add);
            } else if (!arg.startsWith("-") || arg.equals("-")) {
                inputs.add(arg);
            } else {
                int equals = arg.indexOf('=');
                String name = equals < 0 ? arg : arg.substring(0, equals);
                if (!NAMES.contains(name)) {
                    throw new WrongOptionException(
                            "unknown option \"" + name + "\"; allowed are " + String.join(", ", NAMES) + " and --help");
                }
                if (equals < 0 && !rest.hasNext()) {
                    throw new WrongOptionException("option " + name + " needs a value");
                }
                draft.set(name, equals < 0 ? rest.next() : arg.substring(equals + 1));
            }
        }
        if (inputs.size() != 1) {
            throw new WrongOptionException(
                    inputs.isEmpty()
                            ? "the scan to reconstruct is missing: give one NXtomo file"
                            : "one NXtomo file is allowed, not " + inputs.size() + ": " + String.join(", ", inputs));
        }
        return Optional.of(draft.options(path("the input", inputs.get(0))));
    }

    private static Path path(String what, String value) throws WrongOptionException {
        try {
            if (value.isEmpty()) {
                throw new WrongOptionException(what + " must not be empty");
            }
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new WrongOptionException(what + " is not a path: \"" + value + "\"");
        }
    }

    /** The options while they are being read. */
    private static final class Draft {

        private Path output = Path.of(".");
        private OptionalDouble axis = OptionalDouble.empty();
        private FilterKind filter = FilterKind.RAMP;
        private double cutoff = 1;
        private @Nullable RowRange rows;
        private int threads = Runtime.getRuntime().availableProcessors();
        private Volume volume = Volume.NONE;
        private @Nullable String entry;

        void set(String name, String value) throws WrongOptionException {
            switch (name) {
                case "--output" -> output = path("--output", value);
                case "--axis" ->
                    axis = value.equals("auto")
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(number(name, value, "a column such as 86.2, or auto"));
                case "--filter" -> filter = filter(value);
                case "--cutoff" -> {
                    cutoff = number(name, value, "a number above 0 and at most 1");
                    if (!(cutoff > 0 && cutoff <= 1)) {
                        throw refused(name, value, "a number above 0 and at most 1");
                    }
                }
                case "--rows" -> rows = rows(value);
                case "--threads" -> threads = threads(value);
                case "--volume" -> volume = volume(value);
                case "--entry" -> entry = value;
                default -> throw new IllegalStateException(name);
            }
        }

        Options options(Path input) {
            return new Options(
                    input,
                    output,
                    axis,
                    filter,
                    cutoff,
                    Optional.ofNullable(rows),
                    threads,
                    volume,
                    Optional.ofNullable(entry));
        }

        private static FilterKind filter(String value) throws WrongOptionException {
            for (FilterKind kind : FilterKind.values()) {
                if (kind.label().equals(value)) {
                    return kind;
                }
            }
            throw refused(
                    "--filter",
                    value,
                    Arrays.stream(FilterKind.values()).map(FilterKind::label).collect(Collectors.joining(", ")));
        }

        private static Volume volume(String value) throws WrongOptionException {
            return switch (value) {
                case "none" -> Volume.NONE;
                case "tiff" -> Volume.TIFF;
                default -> throw refused("--volume", value, "none or tiff");
            };
        }

        private static @Nullable RowRange rows(String value) throws WrongOptionException {
            if (value.equals("all")) {
                return null;
            }
            Matcher m = ROWS.matcher(value);
            if (m.matches()) {
                int first = Integer.parseInt(m.group(1));
                int last = m.group(2) == null ? first : Integer.parseInt(m.group(2));
                if (first <= last) {
                    return new RowRange(first, last);
                }
            }
            throw refused("--rows", value, "all, one row such as 100, or FIRST-LAST such as 96-103");
        }

        private static int threads(String value) throws WrongOptionException {
            try {
                int threads = Integer.parseInt(value);
                if (threads >= 1 && threads <= 1024) {
                    return threads;
                }
            } catch (NumberFormatException e) {
                // said below, in the same words as for a number out of range
            }
            throw refused("--threads", value, "a whole number from 1 to 1024");
        }

        private static double number(String name, String value, String allowed) throws WrongOptionException {
            try {
                double number = Double.parseDouble(value);
                if (Double.isFinite(number)) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // said below, in the same words as for a number that is not finite
            }
            throw refused(name, value, allowed);
        }

        private static WrongOptionException refused(String name, String value, String allowed) {
            return new WrongOptionException(name + " \"" + value + "\" is not allowed: give " + allowed);
        }
    }
}
