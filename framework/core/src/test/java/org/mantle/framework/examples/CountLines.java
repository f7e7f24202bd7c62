package org.mantle.framework.examples;

// tag::author[]
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Property;
import org.mantle.framework.type.FileMode;
import org.mantle.validators.Validators;

/** Counts the lines of a text file. */
final class CountLines extends Algorithm {

    static final Property<String> FILE = Property.file("File", FileMode.LOAD, "txt")
            .documentation("The text file, in UTF-8.")
            .build();
    static final Property<String> SKIP = Property.string("Skip")
            .defaultValue("None")
            .validator(Validators.oneOf("None", "Blank", "Short"))
            .documentation("Which lines do not count.")
            .build();
    static final Property<Integer> SHORTEST = Property.integer("Shortest")
            .defaultValue(0)
            .validator(Validators.atLeast(1))
            .documentation("How many letters a line needs to count.")
            .build();
    static final Property<Long> LINES = Property.longInteger("Lines")
            .output()
            .mandatory()
            .documentation("How many lines there are.")
            .build();

    @Override
    protected void declare(Declaration declaration) {
        declaration
                .name("CountLines")
                .categories("Text")
                .summary("Counts the lines of a text file.")
                .properties(FILE, SKIP, SHORTEST, LINES)
                .visibleWhen(Condition.is(SKIP, "Short"), SHORTEST);
    }

    @Override
    protected void execute(Context run) throws IOException {
        Path file = Path.of(run.get(FILE));
        int shortest = switch (run.get(SKIP)) {
            case "Blank" -> 1;
            case "Short" -> run.get(SHORTEST);
            default -> 0;
        };
        long size = Files.size(file);
        long read = 0;
        long lines = 0;
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                run.checkCancelled();
                read += line.length() + 1;
                run.progress().report(read, size, "bytes", "counting");
                if (line.strip().length() >= shortest) {
                    lines++;
                }
            }
        }
        run.set(LINES, lines);
    }
}
// end::author[]
