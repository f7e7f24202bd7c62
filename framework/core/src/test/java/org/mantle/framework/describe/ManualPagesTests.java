package org.mantle.framework.describe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Precondition;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.type.FileMode;
import org.mantle.framework.type.Presentation;
import org.mantle.framework.type.Secret;
import org.mantle.validators.Validators;

/** The manual in Markdown, read back by a parser that is not ours. */
class ManualPagesTests {

    private static final Property<String> MODE = Property.string("Mode")
            .mandatory()
            .validator(Validators.oneOf("quick and dirty", "Slow"))
            .documentation("How it is done.\n\nThere are two ways.")
            .build();
    private static final Property<Double> WIDTH = Property.number("Width")
            .defaultValue(0.5)
            .validator(Validators.between(0.0, 2.0))
            .unit("mm")
            .group("Shape")
            .aliases("Breadth")
            .build();
    private static final Property<List<Integer>> ROWS =
            Property.integerList("Rows").defaultValue(List.of(1, 2, 3, 7)).build();
    private static final Property<String> FILE =
            Property.file("File", FileMode.OPTIONAL_LOAD, "nxs", "h5").build();
    private static final Property<String> PLACE =
            Property.string("Place").presentation(Presentation.REMOTE_PATH).build();
    private static final Property<Boolean> QUIET =
            Property.bool("Quiet").defaultValue(false).build();
    private static final Property<List<Boolean>> ODD = Property.of("Odd", PropertyTypes.BOOLEAN_LIST)
            .defaultValue(List.of(true, false))
            .build();
    private static final Property<Secret> PASSWORD = Property.secret("Password").build();
    private static final Property<Long> LINES =
            Property.longInteger("Lines").output().documentation("How many.").build();

    private static void measure(Declaration declaration) {
        declaration
                .name("Measure")
                .version(2)
                .aliases("Gauge")
                .categories("Data\\Shape")
                .summary("Measures something.")
                .seeAlso("Other", "Nothing_such")
                .keywords("gauging", "two_words")
                .properties(MODE, WIDTH, ROWS, FILE, PLACE, QUIET, ODD, LINES)
                .visibleWhen(Condition.is(MODE, "Slow"), ROWS)
                .visibleWhen(Condition.is(QUIET, true), PLACE)
                .requiredWhen(Condition.isDefault(WIDTH).not(), FILE)
                .precondition(Condition.is(MODE, "Slow"), new Precondition("a calm day", (in, services, out) -> {}));
    }

    private static Map<String, String> pages() {
        return ManualPages.of(Declared.algorithms(
                ManualPagesTests::measure,
                declaration -> declaration.name("Other").properties(LINES),
                declaration -> declaration.name("Measure").version(1).deprecated("Measure", LocalDate.of(2026, 2, 3))));
    }

    @Test
    void aPageTellsAllThatIsDeclared() {
        assertThat(pages().get("Measure-v2.md")).isEqualTo("""
                # Measure, version 2

                <!-- Generated from the declarations: change those, and generate again. -->

                Measures something.

                - Categories: Tests, Data\\\\Shape
                - Also called: `Gauge`
                - See also: [Other](Other-v1.md), Nothing\\_such
                - Keywords: gauging, two\\_words

                ## Inputs

                | name | direction | type | default | unit | group |
                |---|---|---|---|---|---|
                | Mode | Input | string | **mandatory** |  |  |
                | Width | Input | number | `0.5` | mm | Shape |
                | Rows | Input | int list | `1-3,7` |  |  |
                | File | Input | string |  |  |  |
                | Place | Input | string |  |  |  |
                | Quiet | Input | boolean | `false` |  |  |
                | Odd | Input | bool list | `true,false` |  |  |

                ### Mode

                How it is done.

                There are two ways.

                - Allowed: quick and dirty, Slow.

                ### Width

                - Also called: `Breadth`
                - Must be between 0 and 2.

                ### Rows

                - Counts only when Mode is Slow.

                ### File

                - Must be empty, or a file, which need not exist.
                - Usually with the extension nxs or h5.
                - Needed when Width is not the default.

                ### Place

                - A path on the compute resource.
                - Counts only when Quiet is true.

                ### Quiet

                ### Odd

                ## Outputs

                | name | direction | type |
                |---|---|---|
                | Lines | Output | whole number |

                ### Lines

                How many.

                ## Needed before a run

                - a calm day, when Mode is Slow.

                ## Run it

                ```sh
                mantle run Measure Mode='quick and dirty'
                ```

                ```java
                Outputs outputs = mantle.run("Measure", Map.of("Mode", "quick and dirty"));
                ```

                ## Errors

                | what is wrong | in Java | exit code |
                |---|---|---|
                | an input is missing or not allowed, or what is needed before a run; nothing has run | `InvalidPropertyException` | 2 |
                | the algorithm ran and failed; the message says why | `AlgorithmFailedException` | 1 |
                """);
    }

    @Test
    void anOlderVersionIsCalledByItsNumberAndSaysWhatReplacesIt() {
        assertThat(pages().get("Measure-v1.md"))
                .contains(
                        "**It should not be used any more from 2026-02-03 on.** Use [Measure](Measure-v2.md) instead.\n")
                .contains("mantle run Measure --version 1\n")
                .contains("mantle.run(\"Measure\", 1, Map.of());\n");
    }

    @Test
    void theFirstPageListsTheAlgorithmsByCategory() {
        assertThat(pages().get("README.md")).contains("""

                ## Data / Shape

                | algorithm | version | what it does |
                |---|---|---|
                | [Measure](Measure-v2.md) | 2 | Measures something. |

                ## Deprecated

                | algorithm | version | what it does |
                |---|---|---|
                | [Measure](Measure-v1.md) | 1 | Serves a test. |

                ## Tests

                | algorithm | version | what it does |
                |---|---|---|
                | [Measure](Measure-v1.md) | 1 | Serves a test. |
                | [Measure](Measure-v2.md) | 2 | Measures something. |
                | [Other](Other-v1.md) | 1 | Serves a test. |
                """);
    }

    @Test
    void anUnknownValueIsLeftToTheReader() {
        AlgorithmDescriptor algorithm = Declared.algorithm(declaration ->
                declaration.properties(Property.string("User").mandatory().build()));

        assertThat(ManualPages.of(List.of(algorithm)).get("Scripted-v1.md"))
                .contains("mantle run Scripted User=…\n")
                .contains("mantle.run(\"Scripted\", Map.of(\"User\", \"…\"));\n");
    }

    private static final Property<String> UNIT = Property.string("Unit")
            .defaultValue("mm")
            .validator(Validators.oneOf("mm", "px"))
            .build();
    private static final Property<Double> LEAST =
            Property.number("Least").example(2.0).build();
    private static final Property<Double> MOST =
            Property.number("Most").example(9.0).build();
    private static final Property<Integer> PIXELS =
            Property.integer("Pixels").mandatory().example(5).build();
    private static final Property<Integer> SIZE = Property.integer("Size")
            .defaultValue(0)
            .validator(Validators.atLeast(1))
            .example(1000)
            .build();

    private static void needsMoreThanWhatIsMandatory(Declaration declaration) {
        declaration
                .properties(
                        Property.stringList("Values")
                                .mandatory()
                                .example(List.of("a b", "c"))
                                .build(),
                        UNIT,
                        LEAST,
                        MOST,
                        PIXELS,
                        SIZE,
                        PASSWORD)
                .requiredWhen(Condition.isDefault(MOST), LEAST)
                .requiredWhen(Condition.isDefault(LEAST), MOST)
                .visibleWhen(Condition.is(UNIT, "px"), PIXELS)
                .visibleWhen(Condition.is(UNIT, "px").not().and(Condition.isDefault(MOST)), SIZE)
                .requiredWhen(Condition.isOneOf(UNIT, "mm", "px"), PASSWORD);
    }

    @Test
    void theExampleGivesWhatTheDefaultsOfTheRestNeedAndNoSecret() {
        AlgorithmDescriptor algorithm = Declared.algorithm(ManualPagesTests::needsMoreThanWhatIsMandatory);
        assertThat(ManualPages.of(List.of(algorithm)).get("Scripted-v1.md"))
                .contains("mantle run Scripted Values='a b,c' Least=2 Size=1000\n")
                .contains("mantle.run(\"Scripted\", Map.of(\"Values\", \"a b,c\", \"Least\", \"2\", \"Size\", \"1000\","
                        + " \"Password\", password));\n");
        assertThat(AlgorithmSchema.ofInputs(algorithm)
                        .getAsJsonObject("properties")
                        .getAsJsonObject("Size")
                        .get("examples"))
                .hasToString("[1000]");
    }

    @Test
    void aLongDefaultIsCut() {
        List<String> many = java.util.Collections.nCopies(1000, "element");
        AlgorithmDescriptor algorithm = Declared.algorithm(declaration -> declaration.properties(
                Property.stringList("Many").defaultValue(many).build()));

        assertThat(ManualPages.of(List.of(algorithm)).get("Scripted-v1.md").lines())
                .filteredOn(line -> line.startsWith("| Many"))
                .singleElement()
                .satisfies(line -> assertThat(line.length()).isBetween(150, 250));
    }

    /** Texts that mean something in Markdown, none with blanks that Markdown would drop. */
    private static final List<String> HOSTILE = List.of(
            "*a* _b_ __c__ ~~d~~ `e` ``f` \\ \\* a\\",
            "<script>alert(1)</script> <!-- x --> <a@b.c> &amp; &lt;",
            "[text](http://x) ![image](y) [ref]: http://z [x][y]",
            "a | b || c",
            "# no heading",
            "- no list",
            "+ no list",
            "12. no list",
            "3) no list",
            "> no quotation",
            "===",
            "---",
            "```",
            "~~~ x",
            "    no code".strip(),
            "$x$ and $$y$$",
            "| a |",
            "|---|");

    @Test
    void noTextOfADeclarationIsReadAsMarkdown() {
        for (String hostile : HOSTILE) {
            String name = "P" + hostile.replaceAll("[=;]", "+"); // which names may not have
            Property<String> property = Property.string(name)
                    .documentation(hostile)
                    .defaultValue(hostile)
                    .unit(hostile)
                    .group(hostile)
                    .validator(Validators.satisfying(hostile, value -> true))
                    .build();
            AlgorithmDescriptor algorithm = Declared.algorithm(declaration -> declaration
                    .summary(hostile)
                    .categories(hostile.replaceAll("[\\\\;]", "%"))
                    .seeAlso(hostile)
                    .keywords(hostile)
                    .properties(property));
            Map<String, String> pages = ManualPages.of(List.of(algorithm));
            String file = pages.keySet().stream()
                    .filter(each -> !each.equals(ManualPages.FIRST))
                    .findFirst()
                    .orElseThrow();

            Seen page = Seen.of(pages.get(file));
            assertThat(file).matches("[A-Za-z0-9_-]+\\.md");
            assertThat(page.headings).startsWith("Scripted, version 1", "Inputs", name);
            assertThat(page.paragraphs).contains(hostile, "Must be " + hostile + ".");
            assertThat(page.cells.subList(6, 12)).containsExactly(name, "Input", "string", hostile, hostile, hostile);
            assertThat(page.links).isEmpty();
            Seen first = Seen.of(pages.get(ManualPages.FIRST));
            assertThat(first.headings)
                    .containsExactlyInAnyOrder("Algorithms", "Tests", hostile.replaceAll("[\\\\;]", "%"));
            assertThat(first.cells).containsSequence("Scripted", "1", hostile);
        }
    }

    @Test
    void whatCannotBeSeenIsShownByItsNumber() {
        AlgorithmDescriptor algorithm = Declared.algorithm(
                declaration -> declaration.summary("a\u0007b \u202ec\ud800 d\u00adé\ud83d\ude00\ttab"));

        assertThat(ManualPages.of(List.of(algorithm)).get("Scripted-v1.md"))
                .contains("\naU+0007b U+202EcU+D800 dU+00ADé\ud83d\ude00 tab\n");
    }

    /** What a reader of a page sees. */
    private static final class Seen extends AbstractVisitor {

        final List<String> headings = new ArrayList<>();
        final List<String> paragraphs = new ArrayList<>();
        final List<String> cells = new ArrayList<>();
        final List<String> links = new ArrayList<>();

        static Seen of(String page) {
            Seen seen = new Seen();
            Parser.builder()
                    .extensions(List.of(TablesExtension.create()))
                    .build()
                    .parse(page)
                    .accept(seen);
            return seen;
        }

        private static String text(Node node) {
            StringBuilder text = new StringBuilder();
            node.accept(new AbstractVisitor() {
                @Override
                public void visit(Text part) {
                    text.append(part.getLiteral());
                }

                @Override
                public void visit(Code part) {
                    text.append(part.getLiteral());
                }

                @Override
                public void visit(SoftLineBreak part) {
                    text.append("<soft>");
                }

                @Override
                public void visit(HardLineBreak part) {
                    text.append("<hard>");
                }
            });
            return text.toString();
        }

        @Override
        public void visit(Heading heading) {
            headings.add(text(heading));
            visitChildren(heading);
        }

        @Override
        public void visit(Paragraph paragraph) {
            paragraphs.add(text(paragraph));
            visitChildren(paragraph);
        }

        @Override
        public void visit(CustomNode node) {
            if (node instanceof TableCell) {
                cells.add(text(node));
            }
            assertThat(node instanceof TableRow || node.getParent() != null).isTrue();
            visitChildren(node);
        }

        @Override
        public void visit(Link link) {
            links.add(link.getDestination());
        }

        @Override
        public void visit(Image image) {
            throw new AssertionError("an image");
        }

        @Override
        public void visit(Emphasis emphasis) {
            throw new AssertionError("emphasis of " + text(emphasis));
        }

        @Override
        public void visit(HtmlInline html) {
            throw new AssertionError("HTML: " + html.getLiteral());
        }

        @Override
        public void visit(HtmlBlock html) {
            assertThat(html.getLiteral()).startsWith("<!-- Generated").endsWith("again. -->");
        }
    }
}
