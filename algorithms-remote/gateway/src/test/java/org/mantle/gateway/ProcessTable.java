package org.mantle.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The processes of this machine, by proc(5); zombies are none. */
final class ProcessTable {

    private ProcessTable() {}

    /** The processes of a group with their states. */
    static Map<String, String> group(long group) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(p -> p.getFileName().toString().matches("\\d+"))
                    .map(ProcessTable::stat)
                    .filter(fields ->
                            fields.length > 3 && fields[3].equals(Long.toString(group)) && !fields[1].equals("Z"))
                    .collect(Collectors.toMap(fields -> fields[0], fields -> fields[1]));
        }
    }

    static boolean runs(String pid) {
        String[] fields = stat(Path.of("/proc", pid));
        return fields.length > 1 && !fields[1].equals("Z");
    }

    /** The process's id, its state, its parent and its group. */
    private static String[] stat(Path process) {
        try {
            String stat = Files.readString(process.resolve("stat"), ISO_8859_1);
            return (process.getFileName() + " " + stat.substring(stat.lastIndexOf(')') + 2)).split(" ");
        } catch (IOException e) {
            return new String[0];
        }
    }
}
