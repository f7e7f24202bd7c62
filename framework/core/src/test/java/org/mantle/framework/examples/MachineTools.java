package org.mantle.framework.examples;

// tag::tool-source[]
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmSource;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Property;

/** Algorithms that a file declares: in each line a name, a blank, and the words of a command. */
public final class MachineTools implements AlgorithmSource {

    private final Path file;
    private final List<Supplier<? extends Algorithm>> tools = new ArrayList<>();

    public MachineTools(Path file) throws IOException {
        this.file = file;
        for (String line : Files.readAllLines(file)) {
            List<String> words = List.of(line.split(" "));
            tools.add(() -> new Tool(words.get(0), words.subList(1, words.size())));
        }
    }

    @Override
    public String location() {
        return file.toString();
    }

    @Override
    public List<Supplier<? extends Algorithm>> algorithms() {
        return tools;
    }

    private static final class Tool extends Algorithm {

        static final Property<String> TEXT = Property.string("Text")
                .output()
                .documentation("What it printed.")
                .build();

        private final String name;
        private final List<String> command;

        Tool(String name, List<String> command) {
            this.name = name;
            this.command = command;
        }

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name(name)
                    .categories("Tools")
                    .summary("Runs " + command.get(0) + ".")
                    .properties(TEXT);
        }

        @Override
        protected void execute(Context run) throws IOException {
            Process process = new ProcessBuilder(command).start();
            run.onCancel(process::destroy);
            run.set(TEXT, new String(process.getInputStream().readAllBytes()).strip());
        }
    }
}
// end::tool-source[]
