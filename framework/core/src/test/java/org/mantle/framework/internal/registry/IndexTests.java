package org.mantle.framework.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mantle.framework.internal.registry.TestPlugin.algorithm;
import static org.mantle.framework.internal.registry.TestPlugin.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.describe.AgentTool;
import org.mantle.framework.describe.AgentTools;
import org.mantle.framework.describe.ManualPages;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.Deprecation;
import org.mantle.framework.run.InvalidDeclarationException;
import org.mantle.framework.run.RegistryChange;
import org.mantle.framework.run.RegistryFault;
import org.mantle.framework.testing.Patience;

/** What the build wrote down is listed without loading a class; what it got wrong is a fault, and the declaration counts. */
class IndexTests {

    private static final String LOAD = algorithm("Load", """
            d.name("LoadScan").version(3).aliases("ReadScan").alias("OldScan", LocalDate.of(2027, 1, 31))
                .categories("Data\\\\Load", "Remote").summary("Reads\\n a \\uD83D\\uDE00 \\"scan\\".").seeAlso("SaveScan")
            .keywords("get", "two words")
                .deprecated("LoadImage", LocalDate.of(2026, 5, 1)).properties(WHO)""");
    private static final String SAVE = algorithm("Save", """
            d.name("SaveScan").categories("Data").summary("Writes a \\uD83D scan.").properties(WHO)""");

    @TempDir
    Path folder;

    private TestPlugin plugin() throws IOException {
        return TestPlugin.compile(folder, LOAD, SAVE, provider("Provider", "Load", "Save"))
                .providers("Provider")
                .index();
    }

    private static Mantle host(ClassLoader loader) {
        return Mantle.builder().classLoader(loader).build();
    }

    private static List<RegistryFault> faultsOfPlugin(Mantle mantle) {
        return mantle.registry().faults().stream()
                .filter(fault -> fault.source().contains("plugin."))
                .toList();
    }

    @Test
    void listingSearchingAndFactsLoadNoAlgorithmClass() throws IOException {
        Path jar = plugin().jar(folder.resolve("plugin.jar"));
        try (TestPlugin.RecordingLoader loader = TestPlugin.loader(jar);
                Mantle mantle = host(loader)) {
            AlgorithmDescriptor load = mantle.registry().get("readscan");
            assertThat(load).hasToString("LoadScan v3");
            assertThat(load.aliases()).containsExactly("ReadScan", "OldScan");
            assertThat(load.categories()).containsExactly("Data\\Load", "Remote", "Deprecated");
            assertThat(load.summary()).isEqualTo("Reads\n a \uD83D\uDE00 \"scan\".");
            assertThat(load.seeAlso()).containsExactly("SaveScan");
            assertThat(load.keywords()).containsExactly("get", "two words");
            assertThat(mantle.registry().search("two")).containsExactly(load);
            assertThat(mantle.registry().get("SaveScan").summary()).isEqualTo("Writes a \uD83D scan.");
            assertThat(load.deprecation())
                    .contains(new Deprecation("LoadImage", Optional.of(LocalDate.of(2026, 5, 1))));
            assertThat(load.source()).contains("plugin.Load").contains("plugin.jar");
            assertThat(mantle.registry().inCategory("data")).hasSize(2);
            assertThat(mantle.registry().search("who")).hasSize(2);
            assertThat(mantle.registry().search("class")).hasSize(2);
            assertThat(loader.loaded).containsExactly("plugin.Provider");

            assertThat(load.properties()).extracting(Property::name).containsExactly("Who");
            assertThat(loader.loaded).containsExactlyInAnyOrder("plugin.Provider", "plugin.Load");
            assertThat(mantle.run("SaveScan", Map.of()).get("Who")).isEqualTo("Save");
            assertThat(mantle.registry().search("class")).hasSize(2);
            assertThat(faultsOfPlugin(mantle)).isEmpty();
        }
    }

    @Test
    void aSecondBuildGivesTheSameBytes() throws IOException {
        TestPlugin plugin = plugin();
        byte[] first = Files.readAllBytes(plugin.indexOf("Provider"));
        assertThat(Files.readAllBytes(plugin.index().indexOf("Provider"))).isEqualTo(first);
    }

    @Test
    void aDeclarationThatSaysSomethingElseCountsAndIsAFault() throws IOException {
        TestPlugin plugin = plugin();
        plugin.rewriteIndex("Provider", "name SaveScan", "name StoreScan");
        try (TestPlugin.RecordingLoader loader = plugin.packed();
                Mantle mantle = host(loader)) {
            List<RegistryChange> changes = new ArrayList<>();
            mantle.registry().onChange(changes::add);
            AlgorithmDescriptor stored = mantle.registry().get("StoreScan");
            assertThat(stored.property("who")).isPresent();
            assertThat(stored).hasToString("SaveScan v1");
            assertThat(mantle.registry().get("SaveScan")).isSameAs(stored);
            assertThat(mantle.registry().find("StoreScan")).isEmpty();
            assertThat(faultsOfPlugin(mantle)).singleElement().satisfies(fault -> {
                assertThat(fault.source()).contains("plugin.Save").contains("plugin.jar");
                assertThat(fault.message())
                        .contains("the index says something else than the declaration of SaveScan v1")
                        .contains("build the jar anew");
            });
            assertThat(changes).containsExactly(new RegistryChange(List.of(stored), List.of(stored)));
        }
    }

    @Test
    void aDifferenceInAPropertyIsAFaultToo() throws IOException {
        TestPlugin plugin = plugin();
        plugin.rewriteIndex("Provider", "documentation The class.", "documentation The clas.");
        try (TestPlugin.RecordingLoader loader = plugin.packed();
                Mantle mantle = host(loader)) {
            assertThat(mantle.run("SaveScan", Map.of()).get("Who")).isEqualTo("Save");
            assertThat(faultsOfPlugin(mantle)).hasSize(1);
        }
    }

    @Test
    void theManualLeavesOutWhatCannotBeUsedAndTheRegistryTellsOfIt() throws IOException {
        TestPlugin plugin = plugin();
        Files.delete(plugin.classes().resolve("plugin/Save.class"));
        try (TestPlugin.RecordingLoader loader = plugin.packed();
                Mantle mantle = host(loader)) {
            Map<String, String> pages = ManualPages.of(mantle.registry().all());
            assertThat(pages).containsKeys(ManualPages.FIRST, "LoadScan-v3.md").doesNotContainKey("SaveScan-v1.md");
            assertThat(pages.get(ManualPages.FIRST)).doesNotContain("SaveScan");
            assertThat(faultsOfPlugin(mantle))
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.message()).contains("SaveScan v1", "cannot be used"));
        }
    }

    @Test
    void aClassThatIsGoneIsAClearExceptionAFaultAndNoLongerListed() throws IOException {
        TestPlugin plugin = plugin();
        Files.delete(plugin.classes().resolve("plugin/Save.class"));
        try (TestPlugin.RecordingLoader loader = plugin.packed();
                Mantle mantle = host(loader)) {
            AlgorithmDescriptor save = mantle.registry().get("SaveScan");
            for (int time = 0; time < 2; time++) {
                assertThatExceptionOfType(InvalidDeclarationException.class)
                        .isThrownBy(save::toJson)
                        .withMessageContaining("SaveScan v1 cannot be used")
                        .withMessageContaining("its class is not there")
                        .withMessageContaining("plugin.Save");
            }
            assertThatExceptionOfType(InvalidDeclarationException.class).isThrownBy(() -> mantle.run(save, Map.of()));
            assertThat(faultsOfPlugin(mantle)).singleElement().satisfies(fault -> {
                assertThat(fault.message()).contains("its class is not there").contains("build the jar anew");
                assertThat(fault.cause()).isPresent();
            });
            assertThat(mantle.registry().find("SaveScan")).isEmpty();
            assertThat(mantle.registry().get("LoadScan").properties()).hasSize(1);
        }
    }

    @Test
    void anIndexOfAnotherStateOfTheProviderIsAFaultAndTheDeclarationsCount() throws IOException {
        plugin();
        TestPlugin changed = TestPlugin.compile(
                folder, LOAD, SAVE, algorithm("Extra"), provider("Provider", "Load", "Save", "Extra"));
        try (TestPlugin.RecordingLoader loader = changed.packed();
                Mantle mantle = host(loader)) {
            assertThat(mantle.run("Extra", Map.of()).get("Who")).isEqualTo("Extra");
            assertThat(mantle.registry().get("SaveScan").properties()).hasSize(1);
            assertThat(faultsOfPlugin(mantle))
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.message())
                            .contains("made from another state of the class plugin.Provider")
                            .contains("Build the jar anew"));
        }
    }

    @Test
    void aDamagedIndexIsAFaultAndTheDeclarationsCount() throws IOException {
        TestPlugin plugin = plugin();
        String whole = Files.readString(plugin.indexOf("Provider"));
        List<String> damaged = new ArrayList<>(List.of(
                "",
                "\n",
                "mantle-index 1\n",
                "mantle-index 3\n",
                "no index",
                whole.replace("Writes", "writes"),
                whole.repeat(2)));
        for (int length = 1; length < whole.length(); length += 17) {
            damaged.add(whole.substring(0, length));
        }
        for (String text : damaged) {
            Files.writeString(plugin.indexOf("Provider"), text);
            try (TestPlugin.RecordingLoader loader = plugin.packed();
                    Mantle mantle = host(loader)) {
                assertThat(mantle.run("SaveScan", Map.of()).get("Who")).isEqualTo("Save");
                assertThat(mantle.registry().get("LoadScan").summary()).startsWith("Reads");
                assertThat(faultsOfPlugin(mantle))
                        .singleElement()
                        .satisfies(fault -> assertThat(fault.message()).startsWith("its index "));
            }
        }
        Files.writeString(plugin.indexOf("Provider"), whole);
        for (String line : List.of(
                "name SaveScan", "version 1", "alias-until 2027-01-31 OldScan", "summary Writes a \\ud83d scan.")) {
            for (String wrong :
                    List.of("", "x", "version", "version x", "alias-until x", "summary \\u12", "summary \\")) {
                Files.writeString(plugin.indexOf("Provider"), whole);
                plugin.rewriteIndex("Provider", line, wrong);
                try (TestPlugin.RecordingLoader loader = plugin.packed();
                        Mantle mantle = host(loader)) {
                    mantle.registry().all().forEach(AlgorithmDescriptor::properties);
                    assertThat(mantle.run("SaveScan", Map.of()).get("Who")).isEqualTo("Save");
                    assertThat(mantle.registry().get("LoadScan").summary()).startsWith("Reads");
                    assertThat(faultsOfPlugin(mantle)).isNotEmpty();
                }
            }
        }
    }

    @Test
    void aStaticInitialiserThatThrowsHarmsItsOwnAlgorithmOnly() throws IOException {
        TestPlugin plugin = TestPlugin.compile(folder, SAVE, """
                final class Late extends Algorithm {
                    static final int NEVER = Integer.parseInt(System.getProperty("plugin.late", "never"));
                    @Override protected void declare(Declaration d) {
                        d.name("Late").categories("Plugin").summary("Serves a test.");
                    }
                    @Override protected void execute(Context run) {}
                }
                """, provider("Provider", "Late", "Save"))
                .providers("Provider");
        System.setProperty("plugin.late", "1");
        try {
            plugin.index();
        } finally {
            System.clearProperty("plugin.late");
        }
        try (TestPlugin.RecordingLoader loader = plugin.packed();
                Mantle mantle = host(loader)) {
            assertThatExceptionOfType(InvalidDeclarationException.class)
                    .isThrownBy(() -> mantle.run("Late", Map.of()))
                    .withMessageContaining("never");
            assertThat(mantle.run("SaveScan", Map.of()).get("Who")).isEqualTo("Save");
            assertThat(faultsOfPlugin(mantle)).hasSize(1);
        }
    }

    @Test
    void oneThatCannotBeUsedKeepsNoOtherFromAgents() throws IOException {
        TestPlugin plugin = plugin();
        Files.delete(plugin.classes().resolve("plugin/Save.class"));
        try (TestPlugin.RecordingLoader loader = plugin.packed();
                Mantle mantle = host(loader)) {
            List<AlgorithmDescriptor> listed =
                    List.of(mantle.registry().get("SaveScan"), mantle.registry().get("Discovered"));
            assertThat(AgentTools.of(listed).tools())
                    .extracting(AgentTool::name)
                    .containsExactly("Discovered");
            assertThat(faultsOfPlugin(mantle)).hasSize(1);
        }
    }

    @Test
    void aDeclarationThatHangsHoldsUpNoSearch() throws Exception {
        String slow = algorithm("Slow", """
                Gate.pass(); d.name("SlowScan").categories("Data").summary("Takes long.").properties(WHO)""");
        String gate = """
                public final class Gate {
                    public static volatile java.util.concurrent.CountDownLatch entered;
                    public static volatile java.util.concurrent.CountDownLatch open;
                    static void pass() {
                        if (open != null) {
                            entered.countDown();
                            try { open.await(); } catch (InterruptedException e) { throw new IllegalStateException(e); }
                        }
                    }
                }
                """;
        TestPlugin plugin = TestPlugin.compile(folder, slow, gate, SAVE, provider("Provider", "Slow", "Save"))
                .providers("Provider")
                .index();
        try (TestPlugin.RecordingLoader loader = plugin.packed();
                Mantle mantle = host(loader)) {
            CountDownLatch entered = new CountDownLatch(1);
            CountDownLatch open = new CountDownLatch(1);
            Class<?> made = loader.loadClass("plugin.Gate");
            made.getField("entered").set(null, entered);
            made.getField("open").set(null, open);
            AlgorithmDescriptor described = mantle.registry().get("SlowScan");
            Executor ownThread = task -> new Thread(task).start();
            // the common pool may have one thread
            CompletableFuture<List<Property<?>>> properties =
                    CompletableFuture.supplyAsync(described::properties, ownThread);
            try {
                assertThat(entered.await(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                CompletableFuture<List<AlgorithmDescriptor>> found =
                        CompletableFuture.supplyAsync(() -> mantle.registry().search("class"), ownThread);
                assertThat(found.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                        .hasSize(2);
            } finally {
                open.countDown();
            }
            assertThat(properties.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                    .hasSize(1);
        }
    }

    private static final String ONE = """
            @AlgorithmMethod(name = "%s", categories = "Plugin", summary = "Serves a test.")
            static int %s() { return 1; }
            """;

    /** Classes of which the provider says nothing new: another name, and another method. */
    private TestPlugin changedSinceIndexed() throws IOException {
        String provider = """
                public final class Provider implements AlgorithmProvider {
                    @Override public MethodHandles.Lookup lookup() { return MethodHandles.lookup(); }
                    @Override public List<Class<? extends Algorithm>> algorithms() { return List.of(One.class); }
                    @Override public List<Class<?>> methods() { return List.of(Methods.class); }
                }
                """;
        String methods = "final class Methods { %s }";
        TestPlugin.compile(folder, algorithm("One"), methods.formatted(ONE.formatted("First", "first")), provider)
                .providers("Provider")
                .index();
        String renamed = algorithm(
                "One", "d.name(\"Renamed\").categories(\"Plugin\").summary(\"Serves a test.\").properties(WHO)");
        String more = ONE.formatted("First", "first") + ONE.formatted("Second", "second");
        return TestPlugin.compile(folder, renamed, methods.formatted(more), provider);
    }

    @Test
    void aFolderOfClassesIsReadWithoutItsIndex() throws IOException {
        try (TestPlugin.RecordingLoader loader =
                        TestPlugin.loader(changedSinceIndexed().classes());
                Mantle mantle = host(loader)) {
            assertThat(mantle.run("Renamed", Map.of()).get("Who")).isEqualTo("One");
            assertThat(mantle.run("Second", Map.of()).get("Result")).isEqualTo(1);
            assertThat(mantle.registry().find("One")).isEmpty();
            assertThat(faultsOfPlugin(mantle)).isEmpty();
        }
    }

    @Test
    void anIndexOfAnotherStateOfAnAlgorithmIsAFaultAndTheDeclarationsCount() throws IOException {
        try (TestPlugin.RecordingLoader loader = changedSinceIndexed().packed();
                Mantle mantle = host(loader)) {
            assertThat(mantle.run("Renamed", Map.of()).get("Who")).isEqualTo("One");
            assertThat(mantle.run("Second", Map.of()).get("Result")).isEqualTo(1);
            assertThat(mantle.registry().find("One")).isEmpty();
            assertThat(faultsOfPlugin(mantle))
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.message())
                            .contains("its index was made from another state of the class plugin.One"));
        }
    }

    @Test
    void anIndexWhoseProviderNoFileNamesIsAFault() throws IOException {
        TestPlugin plugin = TestPlugin.compile(
                        folder, LOAD, SAVE, provider("First", "Load"), provider("Second", "Save"))
                .providers("First", "Second")
                .index()
                .providers("First");
        try (TestPlugin.RecordingLoader loader = plugin.packed();
                Mantle mantle = host(loader)) {
            assertThat(mantle.registry().find("LoadScan")).isPresent();
            assertThat(mantle.registry().find("SaveScan")).isEmpty();
            assertThat(mantle.registry().faults()).singleElement().satisfies(fault -> {
                assertThat(fault.source()).endsWith("plugin.jar");
                assertThat(fault.message())
                        .contains("plugin.Second", "META-INF/services", "missing", "Merge")
                        .doesNotContain("plugin.First");
            });
        }
    }

    @Test
    void anIndexWhoseProviderCannotBeMadeIsNoFaultOfItsOwn() throws IOException {
        TestPlugin plugin = plugin();
        Files.delete(plugin.classes().resolve("plugin/Provider.class"));
        try (TestPlugin.RecordingLoader loader = plugin.packed();
                Mantle mantle = host(loader)) {
            assertThat(mantle.registry().faults())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.message())
                            .contains("plugin.Provider")
                            .contains("plugin.Provider is not there"));
        }
    }
}
