package org.mantle.algorithms.text;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mantle.algorithms.io.FileChecks;
import org.mantle.algorithms.io.WholeFile;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Problems;
import org.mantle.framework.property.Property;
import org.mantle.framework.type.FileMode;
import org.mantle.validators.pattern.BoundedPattern;

/** Writes a text file anew with something replaced wherever it occurs. */
public final class ReplaceInText extends Algorithm {

    static final Property<String> REPLACEMENT = Property.string("Replacement")
            .keepBlanks()
            .group("Search")
            .documentation(
                    "What to put in its place. When Find is a regular expression, $1 is its first group, and \\$ a"
                            + " dollar sign.")
            .build();
    static final Property<String> OUTPUT_FILE = Property.file("OutputFile", FileMode.SAVE)
            .group("Output")
            .documentation("The file that is written, when it is whole; with Overwrite it may be the same file.")
            .build();
    static final Property<Long> REPLACEMENTS = Property.longInteger("Replacements")
            .output()
            .mandatory()
            .documentation("How often it was replaced.")
            .build();

    static final Property<String> WRITTEN_FILE = Property.string("WrittenFile")
            .output()
            .mandatory()
            .documentation("The full path of the file that was written.")
            .build();

    /** How often it was replaced so far, in this run. */
    private long replacements;

    @Override
    protected void declare(Declaration declaration) {
        declaration
                .name("ReplaceInText")
                .categories("Text")
                .summary("Replaces a text, or what a regular expression matches, within every line of a text file.")
                .seeAlso("FindInText")
                .keywords("substitute", "edit", "sed")
                .properties(TextLines.FILE, TextSearch.FIND, TextSearch.IS_PATTERN, TextSearch.IGNORE_CASE, REPLACEMENT)
                .properties(FileChecks.ENCODING, OUTPUT_FILE, FileChecks.OVERWRITE, REPLACEMENTS, WRITTEN_FILE)
                .defaultFrom(
                        OUTPUT_FILE,
                        "File with .replaced before its ending, such as notes.replaced.txt",
                        inputs -> beside(inputs.get(TextLines.FILE)),
                        TextLines.FILE);
    }

    private static String beside(String file) {
        Path path = Path.of(file);
        String name = String.valueOf(path.getFileName());
        int ending = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
        return path.resolveSibling(name.substring(0, ending) + ".replaced" + name.substring(ending))
                .toString();
    }

    @Override
    protected void validateInputs(Inputs inputs, Problems problems) {
        TextSearch.validate(inputs, problems);
        FileChecks.requireNew(OUTPUT_FILE, inputs, problems);
        if (inputs.get(TextSearch.IS_PATTERN)
                && TextSearch.REGEX.check(inputs.get(TextSearch.FIND)).isEmpty()) {
            checkReplacement(inputs, problems);
        }
    }

    /** Tries the replacement with an expression that has the same groups and also matches nothing. */
    private static void checkReplacement(Inputs inputs, Problems problems) {
        Matcher matcher =
                Pattern.compile("|(?:" + inputs.get(TextSearch.FIND) + ")").matcher("");
        try {
            matcher.replaceAll(inputs.get(REPLACEMENT));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            problems.add(
                    REPLACEMENT,
                    "refers to a group that Find does not have, or ends in the middle of a reference; write \\$ for a"
                            + " dollar sign and \\\\ for a backslash");
        }
    }

    @Override
    protected void execute(Context run) throws IOException {
        BoundedPattern pattern = TextSearch.pattern(run);
        String replacement =
                run.get(TextSearch.IS_PATTERN) ? run.get(REPLACEMENT) : Matcher.quoteReplacement(run.get(REPLACEMENT));
        Charset encoding = Charset.forName(run.get(FileChecks.ENCODING));
        Path output = Path.of(run.get(OUTPUT_FILE));
        try (WholeFile target = WholeFile.begin(output, run.get(FileChecks.OVERWRITE), run.log()::warning);
                TextLines text = TextLines.of(Path.of(run.get(TextLines.FILE)), encoding.name(), run, "replacing")) {
            Writer writer = new OutputStreamWriter(
                    target.out(), encoding.newEncoder().onUnmappableCharacter(CodingErrorAction.REPORT));
            for (String line = text.nextLine(); line != null; line = text.nextLine()) {
                String content = TextLines.content(line);
                writer.append(pattern.replaceAll(content, match -> counted(replacement)))
                        .append(line, content.length(), line.length());
            }
            writer.close();
            target.keep();
        } catch (CharacterCodingException e) {
            throw new IOException("Replacement has a character that " + encoding + " lacks; set Encoding", e);
        }
        run.set(REPLACEMENTS, replacements);
        run.set(WRITTEN_FILE, output.toAbsolutePath().toString());
    }

    private String counted(String replacement) {
        replacements++;
        return replacement;
    }
}
