package org.mantle.gateway.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The processes of this machine, by proc(5); zombies are none. */
public final class ProcessTable {

    private ProcessTable() {}

    /** The processes of a group with their states; one that stands still because it waits for a stopped one that it has started is stopped. */
    public static Map<String, String> group(long group) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(p -> p.getFileName().toString().matches("\\d+"))
                    .map(ProcessTable::stat)
                    .filter(fields ->
                            fields.length > 3 && fields[3].equals(Long.toString(group)) && !fields[1].equals("Z"))
                    .collect(Collectors.toMap(fields -> fields[0], fields -> fields[1]));
        }
    }

    public static boolean runs(String pid) {
        String[] fields = stat(Path.of("/proc", pid));
        return fields.length > 1 && !fields[1].equals("Z");
    }

    /** SIGSTOP, signal 19, is bit 18. */
    private static boolean hasStopPending(Path process) throws IOException {
        String status = Files.readString(process.resolve("status"), ISO_8859_1);
        return status.lines()
                .filter(line -> line.startsWith("ShdPnd:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) >> 18 & 1) == 1);
    }

    /** The process's id, its state, its parent and its group. */
    private static String[] stat(Path process) {
        try {
            String stat = Files.readString(process.resolve("stat"), ISO_8859_1);
            String[] fields = (process.getFileName() + " " + stat.substring(stat.lastIndexOf(')') + 2)).split(" ");
            if (fields[1].equals("D") && hasStopPending(process)) {
                fields[1] = "T";
            }
            return fields;
        } catch (IOException e) {
            return new String[0];
        }
    }
}
