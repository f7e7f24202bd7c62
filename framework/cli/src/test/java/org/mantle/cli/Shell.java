package org.mantle.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.mantle.cli.terminal.Terminal;
import org.mantle.framework.Mantle;

/** Calls the command line as a shell would, in this process. */
final class Shell {

    /** What a call left behind. */
    record Outcome(int exitCode, String out, String err) {
        /** Returns standard output as the JSON object that it is. */
        JsonObject json() {
            return JsonParser.parseString(out).getAsJsonObject();
        }
    }

    private final Map<String, String> environment = new HashMap<>();
    private Supplier<Mantle> mantle = Shell::mantle;
    private String input = "";
    private Terminal terminal = Terminal.none();
    private UnaryOperator<CommandLineHost.Builder> settings = UnaryOperator.identity();

    static Mantle mantle() {
        return Mantle.builder().discover(false).provider(new SampleAlgorithms()).build();
    }

    Shell environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Shell input(String text) {
        input = text;
        return this;
    }

    Shell terminal(Terminal person) {
        terminal = person;
        return this;
    }

    Shell mantle(Supplier<Mantle> source) {
        mantle = source;
        return this;
    }

    Shell settings(UnaryOperator<CommandLineHost.Builder> change) {
        settings = change;
        return this;
    }

    Outcome call(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CommandLineHost.Builder builder = CommandLineHost.builder(mantle)
                .environment(environment)
                .streams(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out, err)
                .terminal(terminal);
        int exitCode = settings.apply(builder).build().run(arguments);
        return new Outcome(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** A person who types what was prepared, and a window of a certain width. */
    static class Person implements Terminal {

        private final Deque<String> answers = new ArrayDeque<>();
        private final int width;
        final StringBuilder asked = new StringBuilder();

        Person(int width, String... answers) {
            this.width = width;
            this.answers.addAll(List.of(answers));
        }

        @Override
        public boolean canPrompt() {
            return true;
        }

        @Override
        public boolean showsOutput() {
            return true;
        }

        @Override
        public boolean showsErrors() {
            return true;
        }

        @Override
        public int width() {
            return width;
        }

        @Override
        public Optional<String> readLine(String prompt) {
            asked.append(prompt);
            return Optional.ofNullable(answers.poll());
        }

        @Override
        public Optional<char[]> readSecret(String prompt) {
            asked.append(prompt).append("(hidden)");
            return Optional.ofNullable(answers.poll()).map(String::toCharArray);
        }
    }
}
