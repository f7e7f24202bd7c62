package org.mantle.algorithms.text;

import java.io.IOException;
import java.nio.file.Path;
import org.mantle.algorithms.io.FileChecks;
import org.mantle.algorithms.io.WatchedInput;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Property;
import org.mantle.validators.Validators;

/** Counts lines, words, characters and bytes of a text file. */
public final class CountText extends Algorithm {

    static final Property<Long> LINES =
            count("Lines", "How many lines there are. A last one without a line end counts too.");
    static final Property<Long> WORDS = count("Words", "How many words there are, parted by blanks of any kind.");
    static final Property<Long> CHARACTERS =
            count("Characters", "How many characters (Unicode code points) there are, line ends included.");
    static final Property<Long> BYTES = Property.longInteger("Bytes")
            .output()
            .mandatory()
            .unit("bytes")
            .documentation("How large the file is.")
            .build();

    private static Property<Long> count(String name, String documentation) {
        return Property.longInteger(name)
                .output()
                .mandatory()
                .validator(Validators.atLeast(0L))
                .documentation(documentation)
                .build();
    }

    @Override
    protected void declare(Declaration declaration) {
        declaration
                .name("CountText")
                .categories("Text")
                .summary("Counts the lines, words, characters and bytes of a text file of any size.")
                .seeAlso("FindInText")
                .keywords("length", "wc")
                .properties(TextLines.FILE, FileChecks.ENCODING, LINES, WORDS, CHARACTERS, BYTES)
                .loopOver(TextLines.FILE);
    }

    @Override
    protected void execute(Context run) throws IOException {
        Path file = Path.of(run.get(TextLines.FILE));
        long lineEnds = 0;
        long words = 0;
        long characters = 0;
        char last = '\n';
        try (TextLines text = TextLines.of(file, run.get(FileChecks.ENCODING), run, "counting")) {
            char[] block = new char[WatchedInput.BLOCK];
            for (int read = text.read(block); read >= 0; read = text.read(block)) {
                for (int i = 0; i < read; i++) {
                    char c = block[i];
                    lineEnds += c == '\n' ? 1 : 0;
                    words += !Character.isWhitespace(c) && Character.isWhitespace(last) ? 1 : 0;
                    characters += Character.isLowSurrogate(c) ? 0 : 1;
                    last = c;
                }
            }
            run.set(BYTES, text.bytes());
        }
        run.set(LINES, last == '\n' ? lineEnds : lineEnds + 1);
        run.set(WORDS, words);
        run.set(CHARACTERS, characters);
    }
}
