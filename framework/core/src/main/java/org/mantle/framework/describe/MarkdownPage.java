package org.mantle.framework.describe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mantle.framework.property.Direction;

/** Writes the page of one algorithm. */
final class MarkdownPage {

    static final String GENERATED = "<!-- Generated from the declarations: change those, and generate again. -->\n";

    private final AlgorithmManual manual;
    private final ManualPages pages;
    private final boolean newest;
    private final StringBuilder text = new StringBuilder();

    MarkdownPage(AlgorithmManual manual, boolean newest, ManualPages pages) {
        this.manual = manual;
        this.newest = newest;
        this.pages = pages;
    }

    String write() {
        text.append("# ")
                .append(Markdown.text(manual.name()))
                .append(", version ")
                .append(manual.version());
        text.append("\n\n").append(GENERATED).append('\n');
        paragraphs(manual.summary());
        manual.deprecation().ifPresent(words -> {
            String instead = manual.replacement().map(pages::linked).orElse("");
            text.append("**").append(Markdown.text(words)).append(".**");
            text.append(instead.isEmpty() ? "" : " Use " + instead + " instead.")
                    .append("\n\n");
        });
        fact("Categories", manual.categories(), Markdown::text);
        fact("Also called", manual.aliases(), alias -> Markdown.code(alias) + manual.aliasNote(alias));
        fact("See also", manual.seeAlso(), pages::linked);
        fact("Keywords", manual.keywords(), Markdown::text);
        properties("Inputs", Direction.INPUT);
        properties("Changed by the run", Direction.INOUT);
        properties("Outputs", Direction.OUTPUT);
        preconditions();
        examples();
        errors();
        return text.toString();
    }

    private void title(String title) {
        heading("## " + title);
    }

    /** Exactly one empty line stands before and behind a heading. */
    private void heading(String heading) {
        while (text.charAt(text.length() - 1) == '\n') {
            text.setLength(text.length() - 1);
        }
        text.append("\n\n").append(heading).append("\n\n");
    }

    private void paragraphs(String words) {
        for (String paragraph : words.strip().split("\\n\\s*\\n", -1)) {
            text.append(Markdown.text(paragraph)).append("\n\n");
        }
    }

    private void fact(String title, List<String> values, Function<String, String> form) {
        if (!values.isEmpty()) {
            text.append("- ").append(title).append(": ");
            text.append(values.stream().map(form).collect(Collectors.joining(", ")))
                    .append('\n');
        }
    }

    private void properties(String title, Direction direction) {
        List<PropertyManual> shown = manual.properties(direction);
        if (shown.isEmpty()) {
            return;
        }
        title(title);
        table(shown);
        for (PropertyManual property : shown) {
            heading("### " + Markdown.text(property.name()));
            if (!property.documentation().isEmpty()) {
                paragraphs(property.documentation());
            }
            fact("Also called", property.aliases(), Markdown::code);
            property.rules()
                    .forEach(rule ->
                            text.append("- ").append(Markdown.text(rule)).append(".\n"));
        }
    }

    private void table(List<PropertyManual> shown) {
        boolean units = shown.stream().anyMatch(property -> !property.unit().isEmpty());
        boolean groups = shown.stream().anyMatch(property -> !property.group().isEmpty());
        boolean defaults = shown.stream().anyMatch(property -> property.direction() != Direction.OUTPUT);
        List<String> head = new ArrayList<>(List.of("name", "direction", "type"));
        if (defaults) {
            head.add("default");
        }
        if (units) {
            head.add("unit");
        }
        if (groups) {
            head.add("group");
        }
        row(head);
        text.append("|").append("---|".repeat(head.size())).append('\n');
        for (PropertyManual property : shown) {
            List<String> row = new ArrayList<>();
            row.add(Markdown.text(property.name()));
            row.add(property.direction().word());
            row.add(Markdown.text(property.type()) + (property.secret() ? " (secret)" : ""));
            if (defaults) {
                row.add(
                        property.mandatory()
                                ? "**mandatory**"
                                : property.defaultText()
                                        .map(Markdown::codeInTable)
                                        .orElse(""));
            }
            if (units) {
                row.add(Markdown.text(property.unit()));
            }
            if (groups) {
                row.add(Markdown.text(property.group()));
            }
            row(row);
        }
    }

    private void row(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private void preconditions() {
        if (!manual.preconditions().isEmpty()) {
            title("Needed before a run");
            manual.preconditions()
                    .forEach(needed ->
                            text.append("- ").append(Markdown.text(needed)).append(".\n"));
        }
    }

    private void examples() {
        title("Run it");
        text.append(Markdown.codeBlock("sh", manual.exampleInShell(newest))).append('\n');
        text.append(Markdown.codeBlock("java", manual.exampleInJava(newest))).append('\n');
    }

    /** What can go wrong follows from the kinds of rules that there are. */
    private void errors() {
        title("Errors");
        text.append("| what is wrong | in Java | exit code |\n|---|---|---|\n");
        row(List.of(
                "an input is missing or not allowed"
                        + (manual.preconditions().isEmpty() ? "" : ", or what is needed before a run")
                        + "; nothing has run",
                "`InvalidPropertyException`",
                "2"));
        row(List.of("the algorithm ran and failed; the message says why", "`AlgorithmFailedException`", "1"));
    }
}
