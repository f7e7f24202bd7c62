package org.mantle.framework.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.CategoryEntry;
import org.mantle.framework.run.CategoryNode;
import org.mantle.framework.testing.TestHosts;

/** Categories: several paths, levels, hidden ones, and the tree of all. */
class CategoryTests {

    private abstract static class Nothing extends Algorithm {
        @Override
        protected void execute(Context run) {}
    }

    static final class Load extends Nothing {
        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("Load")
                    .aliases("Read")
                    .categories("Data\\Load", "Remote")
                    .summary("Reads.");
        }
    }

    static final class Save extends Nothing {
        @Override
        protected void declare(Declaration declaration) {
            declaration.name("Save").categories("data\\Save").summary("Writes.");
        }
    }

    static final class Inner extends Nothing {
        @Override
        protected void declare(Declaration declaration) {
            declaration.name("Inner").categories("Data\\Internal\\Deep", "Data").summary("Helps.");
        }
    }

    static final class Wrong extends Nothing {
        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("Wrong")
                    .categories("A;B", "\\A", "A\\", "A\\\\B", "A\\ B", " ", "Fine\\Two words", "a\\".repeat(20) + "a")
                    .summary("Is refused.");
        }
    }

    private static Mantle host(String... hidden) {
        return TestHosts.builder(Load.class, Save.class, Inner.class)
                .hiddenCategories(hidden)
                .build();
    }

    private static List<String> names(List<AlgorithmDescriptor> algorithms) {
        return algorithms.stream().map(AlgorithmDescriptor::name).toList();
    }

    private static Stream<String> lines(CategoryNode node) {
        return Stream.concat(
                Stream.of(node.path() + ": " + names(node.algorithms())),
                node.children().stream().flatMap(CategoryTests::lines));
    }

    @Test
    void theTreeHasALevelForEachBackslashInAnyLetterCase() {
        try (Mantle mantle = host()) {
            assertThat(lines(mantle.registry().categories()))
                    .containsExactly(
                            ": []",
                            "Data: [Inner]",
                            "Data\\Internal: []",
                            "Data\\Internal\\Deep: [Inner]",
                            "Data\\Load: [Load]",
                            "Data\\Save: [Save]",
                            "Remote: [Load]");
            CategoryNode load =
                    mantle.registry().categories().children().get(0).children().get(1);
            assertThat(load.name()).isEqualTo("Load");
        }
    }

    @Test
    void thereIsAnEntryForEachCategoryAndOnDemandForEachAlias() {
        try (Mantle mantle = host()) {
            AlgorithmDescriptor load = mantle.registry().get("Load");
            assertThat(mantle.registry().entries())
                    .hasSize(5)
                    .contains(new CategoryEntry("Data\\Load", "Load", load), new CategoryEntry("Remote", "Load", load));
            assertThat(mantle.registry().entriesWithAliases())
                    .hasSize(7)
                    .contains(new CategoryEntry("Remote", "Read", load))
                    .filteredOn(CategoryEntry::isAlias)
                    .hasSize(2);
        }
    }

    @Test
    void hidingACategoryHidesWhatIsBelowItAndNotWhatIsAbove() {
        try (Mantle mantle = host("data\\LOAD", "Data\\Internal")) {
            assertThat(names(mantle.registry().listed())).containsExactly("Inner", "Load", "Save");
            assertThat(lines(mantle.registry().categories()))
                    .containsExactly(": []", "Data: [Inner]", "Data\\Save: [Save]", "Remote: [Load]");
            assertThat(names(mantle.registry().inCategory("Data"))).containsExactly("Inner", "Save");
        }
    }

    @Test
    void anAlgorithmIsLeftOutWhenAllItsCategoriesAreHidden() {
        try (Mantle mantle = host("Data")) {
            assertThat(names(mantle.registry().listed())).containsExactly("Load");
            assertThat(names(mantle.registry().all())).containsExactly("Inner", "Load", "Save");
            assertThat(mantle.registry().get("Save").name()).isEqualTo("Save");
            assertThat(names(mantle.registry().search("writes"))).containsExactly("Save");
            assertThat(names(mantle.registry().inCategory("Data\\Save"))).containsExactly("Save");
        }
        try (Mantle mantle = host("Dat", "Remote\\Further")) {
            assertThat(names(mantle.registry().listed())).hasSize(3);
        }
    }

    @Test
    void aCategoryThatIsNoPathIsAFault() {
        try (Mantle mantle = TestHosts.host(Wrong.class)) {
            assertThat(mantle.registry().faults())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.message())
                            .contains("\"A;B\"", "\"\\A\"", "\"A\\\"", "\"A\\\\B\"", "\"A\\ B\"", "\" \"")
                            .contains("\"a\\a\\a", "at most 20 of them")
                            .doesNotContain("Fine"));
        }
    }
}
