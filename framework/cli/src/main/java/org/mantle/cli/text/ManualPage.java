package org.mantle.cli.text;

import java.util.List;
import org.mantle.framework.describe.AlgorithmManual;
import org.mantle.framework.describe.PropertyManual;
import org.mantle.framework.property.Direction;
import org.mantle.framework.run.AlgorithmDescriptor;

/** The description of one algorithm for people, in the manner of a manual page. Serves one algorithm. */
public final class ManualPage {

    private static final int INDENT = 4;

    /** Lines that are longer than this are hard to read, however wide the window is. */
    private static final int WIDEST = 100;

    private final int width;
    private final Style style;
    private final StringBuilder text = new StringBuilder();

    /** Begins a page of a width in characters. */
    public ManualPage(int width, Style style) {
        this.width = Math.min(width, WIDEST);
        this.style = style;
    }

    /** Returns the page of an algorithm. */
    public String of(AlgorithmDescriptor algorithm) {
        AlgorithmManual manual = AlgorithmManual.of(algorithm);
        text.append(style.title(manual.name() + ", version " + manual.version()))
                .append('\n');
        TextLayout.appendIndented(text, manual.summary(), INDENT, width);
        text.append('\n');
        manual.deprecation().ifPresent(words -> {
            String instead = manual.replacement()
                    .map(name -> "; use " + name + " instead")
                    .orElse("");
            TextLayout.appendIndented(text, words + instead, INDENT, width);
        });
        fact("Category", manual.categories());
        fact(
                "Also called",
                manual.aliases().stream()
                        .map(alias -> alias + manual.aliasNote(alias))
                        .toList());
        fact("See also", manual.seeAlso());
        properties("Input properties", manual.properties(Direction.INPUT));
        properties("Properties that the run changes", manual.properties(Direction.INOUT));
        properties("Output properties", manual.properties(Direction.OUTPUT));
        if (!manual.preconditions().isEmpty()) {
            title("Needed before a run");
            manual.preconditions().forEach(needed -> TextLayout.appendIndented(text, needed, INDENT, width));
        }
        title("Run it");
        TextLayout.appendIndented(text, manual.exampleInShell(true) + " [Property=Value …]", INDENT, Integer.MAX_VALUE);
        return text.toString();
    }

    private void title(String title) {
        text.append('\n').append(style.title(title)).append('\n');
    }

    private void fact(String title, List<String> values) {
        if (!values.isEmpty()) {
            TextLayout.appendIndented(text, title + ": " + String.join(", ", values), INDENT, width);
        }
    }

    private void properties(String title, List<PropertyManual> shown) {
        if (shown.isEmpty()) {
            return;
        }
        title(title);
        String group = "";
        for (int i = 0; i < shown.size(); i++) {
            text.append(i == 0 ? "" : "\n");
            if (!shown.get(i).group().equals(group)) {
                group = shown.get(i).group();
                TextLayout.appendIndented(text, group.isEmpty() ? "Others:" : group + ":", INDENT, width);
            }
            property(shown.get(i));
        }
    }

    private void property(PropertyManual property) {
        text.append(" ".repeat(INDENT)).append(style.title(property.name()));
        text.append("  (").append(property.kind()).append(")\n");
        if (!property.documentation().isEmpty()) {
            line(property.documentation());
        }
        if (!property.aliases().isEmpty()) {
            line("Also called: " + String.join(", ", property.aliases()));
        }
        if (!property.unit().isEmpty()) {
            line("Unit: " + property.unit());
        }
        property.defaultText().ifPresent(value -> line("Default: " + value));
        property.rules().forEach(this::line);
    }

    private void line(String line) {
        TextLayout.appendIndented(text, line, 2 * INDENT, width);
    }
}
