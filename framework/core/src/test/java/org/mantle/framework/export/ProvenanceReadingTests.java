package org.mantle.framework.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.history.RunRecord;
import org.openprovenance.prov.json.Converter;
import org.openprovenance.prov.model.Activity;
import org.openprovenance.prov.model.Document;
import org.openprovenance.prov.model.Element;
import org.openprovenance.prov.model.LangString;
import org.openprovenance.prov.model.QualifiedName;
import org.openprovenance.prov.model.Role;
import org.openprovenance.prov.model.Statement;
import org.openprovenance.prov.model.Used;
import org.openprovenance.prov.model.WasAssociatedWith;
import org.openprovenance.prov.model.WasGeneratedBy;
import org.openprovenance.prov.model.WasStartedBy;
import org.openprovenance.prov.vanilla.ProvFactory;

/** The provenance of runs as the reader of those understands it who specified PROV-JSON. */
class ProvenanceReadingTests {

    @TempDir
    Path folder;

    /** Returns the statements of one kind, each in a few words, in alphabetical order. */
    private static <T extends Statement> List<String> told(
            Document document, Class<T> kind, Function<T, String> words) {
        return document.getStatementOrBundle().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .map(words)
                .sorted()
                .toList();
    }

    /** Returns a time as the reader keeps it. */
    private static Instant inMillis(Object time) {
        return Instant.parse(time.toString()).truncatedTo(ChronoUnit.MILLIS);
    }

    private static String role(List<Role> roles) {
        return ((LangString) roles.get(0).getValue()).getValue();
    }

    /** Returns the records with those inside them. */
    private static Stream<RunRecord> all(List<RunRecord> records) {
        return records.stream().flatMap(record -> Stream.concat(Stream.of(record), all(record.children())));
    }

    private static List<String> sorted(Stream<String> words) {
        return words.sorted().toList();
    }

    @Test
    void tellsWhichRunsThereWereInsideWhichOthersWithWhichValues() throws Exception {
        String file = Files.writeString(folder.resolve("data.txt"), "data").toString();
        try (Mantle mantle = Mantle.builder()
                .discover(false)
                .provider(new EchoAlgorithms())
                .clock(Clock.fixed(Instant.parse("2026-11-22T10:00:00.125Z"), ZoneOffset.UTC))
                .build()) {
            mantle.run("Family", Map.of("Depth", 2));
            mantle.run("Echo", Map.of("Text", "long ".repeat(5000), "Numbers", List.of(1.5, Double.NaN), "Bool", true));
            mantle.run("\u00dcber.odd-name", Map.of("a b $x", "c=d"));
            mantle.run("Writes", Map.of("File", file, "Inside", true));
            mantle.run("Reads", Map.of("File", file));
            List<RunRecord> records = mantle.history().records();
            List<RunRecord> runs = all(records).toList();
            assertThat(runs).hasSizeGreaterThan(records.size() + 2);
            String json = HistoryExport.builder(mantle.registry())
                    .build()
                    .toProvenance(records)
                    .toString();

            Document document = new Converter(new ProvFactory()).fromString(json);

            assertThat(told(
                            document,
                            Activity.class,
                            run -> run.getId().getLocalPart() + " " + inMillis(run.getStartTime()) + " "
                                    + inMillis(run.getEndTime())))
                    .isEqualTo(sorted(runs.stream()
                            .map(run -> run.id() + " " + inMillis(run.started()) + " " + inMillis(run.ended()))));
            assertThat(told(
                            document,
                            WasStartedBy.class,
                            start -> start.getActivity().getLocalPart() + " by "
                                    + start.getStarter().getLocalPart()))
                    .isEqualTo(sorted(runs.stream()
                            .flatMap(run -> run.children().stream().map(child -> child.id() + " by " + run.id()))));
            assertThat(told(
                            document,
                            Used.class,
                            used -> used.getActivity().getLocalPart() + " " + role(used.getRole())))
                    .isEqualTo(sorted(runs.stream()
                            .flatMap(run -> run.inputs().keySet().stream().map(name -> run.id() + " " + name))));
            assertThat(told(
                            document,
                            WasGeneratedBy.class,
                            made -> made.getActivity().getLocalPart() + " " + role(made.getRole())))
                    .isEqualTo(sorted(runs.stream()
                            .flatMap(run -> run.outputs().keySet().stream().map(name -> run.id() + " " + name))));
            assertThat(told(
                            document,
                            WasAssociatedWith.class,
                            by -> by.getActivity().getLocalPart() + " "
                                    + by.getAgent().getLocalPart()))
                    .isEqualTo(sorted(runs.stream().map(run -> run.id() + " framework")));
            assertThat(named(document, Used.class, Used::getEntity)).isSubsetOf(declared(document));
            assertThat(named(document, WasGeneratedBy.class, WasGeneratedBy::getEntity))
                    .isSubsetOf(declared(document));
            assertThat(named(document, WasAssociatedWith.class, WasAssociatedWith::getPlan))
                    .isSubsetOf(declared(document));
            assertThat(declared(document)).doesNotHaveDuplicates();
        }
    }

    private static <T extends Statement> List<String> named(
            Document document, Class<T> kind, Function<T, QualifiedName> name) {
        return told(document, kind, statement -> name.apply(statement).getUri());
    }

    private static List<String> declared(Document document) {
        return document.getStatementOrBundle().stream()
                .filter(Element.class::isInstance)
                .map(element -> ((Element) element).getId().getUri())
                .toList();
    }
}
