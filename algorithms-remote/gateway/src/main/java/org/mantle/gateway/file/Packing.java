package org.mantle.gateway.file;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How files are packed to be sent, as a client says by a command of a shell; no command is run.
 *
 * @param tar whether they go into one archive
 * @param gzip whether what is sent is compressed
 * @param archive the archive's name, if the client gives it one
 */
record Packing(boolean tar, boolean gzip, Optional<String> archive) {

    static final Packing NONE = new Packing(false, false, Optional.empty());

    /** What is understood, for messages. */
    static final String UNDERSTOOD = "gzip, tar cf and tar czf";

    private static final Pattern GZIP_OPTION = Pattern.compile("-[1-9cnqvf]+|--(?:fast|best|stdout|to-stdout|force)");
    private static final Pattern TAR_MODE = Pattern.compile("-?([cvzfph]*c[cvzfph]*)");
    private static final Pattern NAME = Pattern.compile("[^-/\\p{Cntrl}][^/\\p{Cntrl}]*");

    /** Reads a command such as {@code tar czf}; nothing if it is not one of those that are understood. */
    static Optional<Packing> of(String command) {
        List<String> words = Arrays.asList(command.strip().split("\\s+", -1));
        List<String> rest = words.subList(1, words.size());
        if (words.get(0).equals("gzip")) {
            boolean understood =
                    rest.stream().allMatch(word -> GZIP_OPTION.matcher(word).matches());
            return understood ? Optional.of(new Packing(false, true, Optional.empty())) : Optional.empty();
        }
        Matcher mode = TAR_MODE.matcher(rest.isEmpty() ? "" : rest.get(0));
        if (!words.get(0).equals("tar") || !mode.matches()) {
            return Optional.empty();
        }
        List<String> names = rest.subList(1, rest.size());
        boolean toStandardOutput = names.isEmpty() || names.equals(List.of("-"));
        boolean named = names.size() == 1 && NAME.matcher(names.get(0)).matches();
        if (!toStandardOutput && !named) {
            return Optional.empty();
        }
        boolean gzip = mode.group(1).indexOf('z') >= 0;
        return Optional.of(new Packing(true, gzip, named ? Optional.of(names.get(0)) : Optional.empty()));
    }

    /** Returns what is put behind a name. */
    String ending() {
        return (tar ? ".tar" : "") + (gzip ? ".gz" : "");
    }
}
