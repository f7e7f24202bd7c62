package org.mantle.cli.completion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mantle.framework.run.AlgorithmRegistry;
import picocli.CommandLine;

/** A script by which a shell completes the words of a call: it has all of them in itself, so that completing starts no Java. */
public enum CompletionScript {
    /** For bash 4 or newer. */
    BASH,
    /** For zsh. */
    ZSH,
    /** For fish 3 or newer. */
    FISH;

    /** Returns the script, which the shell sources. */
    public String of(CommandLine tree, AlgorithmRegistry registry) {
        Map<String, List<String>> lists = new CompletionWords(tree, registry).lists();
        StringBuilder cases = new StringBuilder();
        lists.forEach((key, words) -> appendCase(cases, key, words));
        return template().replace("# the words\n", cases);
    }

    private void appendCase(StringBuilder to, String key, List<String> words) {
        boolean fish = this == FISH;
        to.append(fish ? "        case " : "    ").append(quoted(key)).append(fish ? "\n            " : ") ");
        to.append("printf '%s\\n'");
        words.forEach(word -> to.append(' ').append(quoted(word)));
        to.append(fish ? "\n" : " ;;\n");
    }

    /** Nothing is expanded between single quotes; fish alone reads a backslash there. */
    private String quoted(String word) {
        return this == FISH
                ? "'" + word.replace("\\", "\\\\").replace("'", "\\'") + "'"
                : "'" + word.replace("'", "'\\''") + "'";
    }

    private String template() {
        String name = "mantle." + name().toLowerCase(Locale.ROOT);
        try (InputStream in = CompletionScript.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the installation is not complete: " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
