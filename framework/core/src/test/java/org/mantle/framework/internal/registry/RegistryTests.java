package org.mantle.framework.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmRegistry;
import org.mantle.framework.run.RegistryFault;
import org.mantle.framework.run.UnknownAlgorithmException;
import org.mantle.framework.testing.TestHosts;

/** Finding algorithms by name, version, alias, category and search. */
class RegistryTests {

    abstract static class Named extends Algorithm {
        static final Property<String> WHO = Property.string("Who").output().build();

        @Override
        protected void execute(Context run) {
            run.set(WHO, getClass().getSimpleName());
        }
    }

    static final class LoadOne extends Named {
        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("LoadScan")
                    .aliases("ReadScan")
                    .categories("Data\\Load")
                    .summary("Reads a scan.")
                    .properties(WHO);
        }
    }

    static final class LoadTwo extends Named {
        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("LoadScan")
                    .version(2)
                    .categories("Data\\Load", "Remote")
                    .summary("Reads a scan faster.")
                    .seeAlso("SaveScan")
                    .properties(WHO);
        }
    }

    static final class Save extends Named {
        static final Property<String> FOLDER = Property.string("TargetFolder")
                .documentation("Where the scan goes; it is made when it does not exist.")
                .build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("SaveScan")
                    .aliases("StoreScan", "loadscan", "readscan")
                    .categories("Data\\Save")
                    .summary("Writes a scan.")
                    .properties(FOLDER, WHO);
        }
    }

    static final class Database extends Named {
        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("Query")
                    .categories("Database")
                    .summary("Asks about things.")
                    .properties(WHO);
        }
    }

    static final class LoadTwoAgain extends Named {
        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("LOADSCAN")
                    .version(2)
                    .categories("Elsewhere")
                    .summary("Is late.")
                    .properties(WHO);
        }
    }

    private final Mantle mantle =
            TestHosts.host(LoadOne.class, LoadTwo.class, Save.class, Database.class, LoadTwoAgain.class);
    private final AlgorithmRegistry registry = mantle.registry();

    @AfterEach
    void close() {
        mantle.close();
    }

    private static List<String> words(List<AlgorithmDescriptor> descriptors) {
        return descriptors.stream().map(AlgorithmDescriptor::toString).toList();
    }

    @Test
    void aNameMeansItsHighestVersionInAnyLetterCase() {
        assertThat(registry.get("LoadScan")).hasToString("LoadScan v2");
        assertThat(registry.get("loadSCAN")).isSameAs(registry.get("LoadScan"));
        assertThat(registry.find("loadSCAN")).contains(registry.get("LoadScan"));
        assertThat(registry.find("LoadScam")).isEmpty();
    }

    @Test
    void versionsLiveSideBySide() {
        assertThat(registry.get("loadscan", 1)).hasToString("LoadScan v1");
        assertThat(mantle.run(registry.get("LoadScan", 1), Map.of()).get(Named.WHO))
                .isEqualTo("LoadOne");
        assertThat(mantle.run("LoadScan", Map.of()).get(Named.WHO)).isEqualTo("LoadTwo");
        assertThat(mantle.start(registry.get("LoadScan", 1), Map.of())
                        .descriptor()
                        .version())
                .isEqualTo(1);
        assertThat(mantle.create(registry.get("LoadScan", 1)).descriptor().version())
                .isEqualTo(1);
        assertThat(mantle.validate(registry.get("LoadScan", 1), Map.of())).isEmpty();
        assertThatExceptionOfType(UnknownAlgorithmException.class)
                .isThrownBy(() -> registry.get("LoadScan", 3))
                .withMessageContaining("no version 3")
                .withMessageContaining("there are versions 1, 2");
        assertThatExceptionOfType(UnknownAlgorithmException.class).isThrownBy(() -> registry.get("LoadScan", 0));
    }

    @Test
    void anAliasMeansTheVersionThatDeclaresItUnlessAnotherIsAskedFor() {
        assertThat(registry.get("readscan")).hasToString("LoadScan v1");
        assertThat(registry.get("ReadScan", 2)).hasToString("LoadScan v2");
        assertThat(registry.get("STORESCAN")).hasToString("SaveScan v1");
    }

    @Test
    void clashesAreFaultsAndTheFirstCounts() {
        assertThat(registry.faults())
                .extracting(RegistryFault::message)
                .satisfiesExactlyInAnyOrder(
                        message -> assertThat(message).contains("LOADSCAN v2 is there already", "LoadTwo"),
                        message -> assertThat(message).contains("alias loadscan of SaveScan v1 means LoadScan v2"),
                        message -> assertThat(message).contains("alias readscan of SaveScan v1 means LoadScan v1"));
        assertThat(registry.get("LoadScan").categories()).contains("Remote");
    }

    @Test
    void everythingIsListedByNameAndVersion() {
        assertThat(words(registry.all())).containsExactly("LoadScan v1", "LoadScan v2", "Query v1", "SaveScan v1");
    }

    @Test
    void aCategoryHoldsWhatIsBelowItAndNothingBesideIt() {
        assertThat(words(registry.inCategory("data"))).containsExactly("LoadScan v1", "LoadScan v2", "SaveScan v1");
        assertThat(words(registry.inCategory("Data\\LOAD"))).containsExactly("LoadScan v1", "LoadScan v2");
        assertThat(words(registry.inCategory("Remote"))).containsExactly("LoadScan v2");
        assertThat(registry.inCategory("Dat")).isEmpty();
    }

    @Test
    void aSearchPutsTheBestFirst() {
        assertThat(words(registry.search("scan"))).containsExactly("LoadScan v2", "SaveScan v1");
        assertThat(words(registry.search("LOAD"))).startsWith("LoadScan v2");
        assertThat(words(registry.search("data"))).containsExactly("LoadScan v2", "Query v1", "SaveScan v1");
        assertThat(words(registry.search("targetf"))).containsExactly("SaveScan v1");
        assertThat(words(registry.search("does not exist"))).containsExactly("SaveScan v1");
        assertThat(words(registry.search("save data"))).containsExactly("SaveScan v1");
        assertThat(words(registry.search("stores"))).containsExactly("SaveScan v1");
        assertThat(registry.search("zebra")).isEmpty();
        assertThat(registry.search("existsts"))
                .as("its letters are there, three by three")
                .isEmpty();
        assertThat(registry.search(" ")).isEmpty();
    }

    @Test
    void aMisspeltSearchStillFinds() {
        assertThat(words(registry.search("SvaeScan"))).startsWith("SaveScan v1");
        assertThat(words(registry.search("Laod"))).startsWith("LoadScan v2");
    }

    @Test
    void aSearchFindsOldVersionsByTheirAliases() {
        assertThat(words(registry.search("ReadScan"))).first().isEqualTo("LoadScan v1");
        assertThat(words(registry.search(" ReadScan\n"))).first().isEqualTo("LoadScan v1");
    }

    @Test
    void aMisspeltNameIsAnsweredByTheNearest() {
        assertThatExceptionOfType(UnknownAlgorithmException.class)
                .isThrownBy(() -> registry.get("LaodScan"))
                .withMessage("there is no algorithm \"LaodScan\"; did you mean LoadScan?")
                .satisfies(e -> assertThat(e.nearest()).contains("LoadScan"));
        assertThatExceptionOfType(UnknownAlgorithmException.class)
                .isThrownBy(() -> registry.get("StorScan"))
                .satisfies(e -> assertThat(e.nearest()).contains("StoreScan"));
        assertThatExceptionOfType(UnknownAlgorithmException.class)
                .isThrownBy(() -> registry.get("Zebra"))
                .satisfies(e -> assertThat(e.nearest()).isEmpty());
    }

    @Test
    void theOrderInWhichPluginsAreFoundDoesNotDecideTheVersion() {
        try (Mantle other = Mantle.builder()
                .discover(false)
                .provider(TestHosts.provider(Arrays.asList(LoadTwo.class), services -> {}))
                .provider(TestHosts.provider(Arrays.asList(LoadOne.class), services -> {}))
                .build()) {
            assertThat(other.registry().get("LoadScan")).hasToString("LoadScan v2");
        }
    }
}
