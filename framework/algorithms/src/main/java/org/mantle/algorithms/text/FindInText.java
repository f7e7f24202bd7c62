package org.mantle.algorithms.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mantle.algorithms.io.FileChecks;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Problems;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.validators.Validators;
import org.mantle.validators.pattern.BoundedPattern;

/** Finds the lines of a text file in which something occurs. */
public final class FindInText extends Algorithm {

    static final Property<Integer> MOST_LINES = Property.integer("MostLines")
            .defaultValue(1000)
            .validator(Validators.between(0, 100_000))
            .documentation("How many lines are given back at most; all are counted.")
            .build();
    static final Property<Long> COUNT = Property.longInteger("Count")
            .output()
            .mandatory()
            .documentation("In how many lines it occurs.")
            .build();
    static final Property<List<Long>> LINE_NUMBERS = Property.of("LineNumbers", PropertyTypes.LONG_LIST)
            .output()
            .documentation("The numbers of these lines, from 1.")
            .build();
    static final Property<List<String>> LINES = Property.stringList("Lines")
            .output()
            .documentation("The lines themselves, without their ends.")
            .build();

    @Override
    protected void declare(Declaration declaration) {
        declaration
                .name("FindInText")
                .categories("Text")
                .summary("Finds the lines of a text file in which a text or a regular expression occurs.")
                .seeAlso("ReplaceInText", "CountText", "FilterValues")
                .keywords("search", "grep")
                .properties(TextLines.FILE, TextSearch.FIND, TextSearch.IS_PATTERN, TextSearch.IGNORE_CASE)
                .properties(FileChecks.ENCODING, MOST_LINES, COUNT, LINE_NUMBERS, LINES);
    }

    @Override
    protected void validateInputs(Inputs inputs, Problems problems) {
        TextSearch.validate(inputs, problems);
    }

    @Override
    protected void execute(Context run) throws IOException {
        BoundedPattern pattern = TextSearch.pattern(run);
        int most = run.get(MOST_LINES);
        long count = 0;
        List<Long> numbers = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        Path file = Path.of(run.get(TextLines.FILE));
        try (TextLines text = TextLines.of(file, run.get(FileChecks.ENCODING), run, "searching")) {
            for (String line = text.nextLine(); line != null; line = text.nextLine()) {
                String content = TextLines.content(line);
                if (pattern.occursIn(content)) {
                    count++;
                    if (count <= most) {
                        numbers.add(text.lineNumber());
                        lines.add(content);
                    }
                }
            }
        }
        run.set(COUNT, count);
        run.set(LINE_NUMBERS, numbers);
        run.set(LINES, lines);
    }
}
