package org.mantle.framework.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mantle.framework.internal.registry.TestPlugin.algorithm;
import static org.mantle.framework.internal.registry.TestPlugin.provider;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.InvalidDeclarationException;
import org.mantle.framework.run.RegistryFault;
import org.mantle.framework.testing.Patience;
import org.mantle.framework.testing.SpectrumAlgorithms;

/** Jars in a plugin folder: each with a loader of its own, coming, going and replaced while the host is at work. */
class PluginFolderTests {

    @TempDir
    Path folder;

    private Path plugins() {
        return folder.resolve("plugins");
    }

    private Mantle host() {
        return Mantle.builder().discover(false).pluginFolder(plugins()).build();
    }

    /** Makes a jar of one algorithm with the class and the name given, which gives a text. */
    private Path jar(String file, String name, int version, String text) throws IOException {
        String algorithm = algorithm("One", """
                d.name("%s").version(%d).categories("Plugin").summary("Serves a test.").properties(WHO)""".formatted(name, version))
                .replace("run.set(WHO, \"One\")", "run.set(WHO, new Helper().text())");
        String helper = "final class Helper { String text() { return \"%s\"; } }".formatted(text);
        return TestPlugin.compile(
                        Files.createTempDirectory(folder, "build"), algorithm, helper, provider("Provider", "One"))
                .providers("Provider")
                .index()
                .jar(plugins().resolve(file));
    }

    private static List<String> names(Mantle mantle) {
        return mantle.registry().all().stream()
                .map(AlgorithmDescriptor::toString)
                .toList();
    }

    private static Object who(Mantle mantle, String name) {
        return mantle.run(name, Map.of()).get("Who");
    }

    @Test
    void aFolderThatIsNotThereHasNoPlugins() {
        try (Mantle mantle = host()) {
            assertThat(mantle.registry().all()).isEmpty();
            assertThat(mantle.registry().faults()).isEmpty();
        }
    }

    @Test
    void eachJarHasItsOwnClassesUnderTheSameNames() throws IOException {
        jar("a.jar", "First", 1, "of a");
        jar("b.jar", "Second", 1, "of b");
        Files.writeString(plugins().resolve("readme.txt"), "no plugin");
        Files.writeString(plugins().resolve(".hidden.jar"), "no plugin");
        try (Mantle mantle = host()) {
            assertThat(names(mantle)).containsExactly("First v1", "Second v1");
            assertThat(who(mantle, "First")).isEqualTo("of a");
            assertThat(who(mantle, "Second")).isEqualTo("of b");
            assertThat(mantle.registry().faults()).isEmpty();
            assertThat(mantle.registry().get("First").source())
                    .contains("plugin.One")
                    .contains("a.jar");
        }
    }

    @Test
    void aFolderOfJarsIsAPluginWithItsLibraries() throws IOException {
        TestPlugin library = TestPlugin.compile(
                Files.createDirectories(folder.resolve("library")),
                "public final class Words { public static String hello() { return \"hello\"; } }");
        TestPlugin plugin = TestPlugin.compile(
                        Files.createDirectories(folder.resolve("build")),
                        algorithm("One").replace("run.set(WHO, \"One\")", "run.set(WHO, Words.hello())"),
                        "public final class Words { public static String hello() { return \"\"; } }",
                        provider("Provider", "One"))
                .providers("Provider");
        Files.delete(plugin.classes().resolve("plugin/Words.class"));
        plugin.jar(plugins().resolve("with-library/plugin.jar"));
        library.jar(plugins().resolve("with-library/words.jar"));
        plugin.jar(plugins().resolve("alone/plugin.jar"));
        try (Mantle mantle = host()) {
            assertThat(mantle.registry().faults()).singleElement().satisfies(fault -> {
                assertThat(fault.message()).contains("One v1 is there already");
                assertThat(fault.source()).contains("with-library");
            });
            assertThat(mantle.registry().get("One").source()).contains("alone");
        }
        TestPlugin.delete(plugins().resolve("alone"));
        try (Mantle mantle = host()) {
            assertThat(who(mantle, "One")).isEqualTo("hello");
            assertThat(mantle.registry().faults()).isEmpty();
        }
    }

    @Test
    void onlyTheProvidersOfThePluginsOwnJarsCount() throws IOException {
        jar("a.jar", "First", 1, "of a");
        try (Mantle mantle = host()) {
            // the tests' own provider is on the class path of the framework's loader
            assertThat(mantle.registry().find("Discovered")).isEmpty();
            assertThat(names(mantle)).containsExactly("First v1");
        }
    }

    @Test
    void whatIsWrongWithAJarIsAFaultWithItsPathAndHarmsNoOther() throws IOException {
        jar("fine.jar", "Fine", 1, "fine");
        Files.writeString(plugins().resolve("broken.jar"), "this is no jar");
        TestPlugin.compile(Files.createDirectories(folder.resolve("empty")), algorithm("One"))
                .jar(plugins().resolve("empty.jar"));
        TestPlugin missing = TestPlugin.compile(
                        Files.createDirectories(folder.resolve("missing")),
                        "public abstract class Base implements AlgorithmProvider {}",
                        provider("Provider").replace("implements AlgorithmProvider", "extends Base"))
                .providers("Provider", "Nobody");
        Files.delete(missing.classes().resolve("plugin/Base.class"));
        missing.jar(plugins().resolve("missing.jar"));
        jar("later.jar", "Fine", 1, "a double");
        try (Mantle mantle = host()) {
            assertThat(names(mantle)).containsExactly("Fine v1");
            assertThat(who(mantle, "Fine")).isEqualTo("fine");
            assertThat(mantle.registry().faults())
                    .extracting(RegistryFault::source, RegistryFault::message)
                    .satisfiesExactlyInAnyOrder(
                            fault -> assertThat(fault.toString())
                                    .contains("broken.jar", "it is no jar that can be read"),
                            fault -> assertThat(fault.toString()).contains("empty.jar", "it names no provider"),
                            fault -> assertThat(fault.toString()).contains("missing.jar", "plugin/Base"),
                            fault -> assertThat(fault.toString()).contains("missing.jar", "plugin.Nobody"),
                            fault ->
                                    assertThat(fault.toString()).contains("later.jar", "is there already", "fine.jar"));
        }
    }

    @Test
    void aRescanTakesUpWhatCameWentAndWasReplacedAndTellsOfIt() throws IOException {
        jar("a.jar", "Goes", 1, "first");
        jar("b.jar", "Stays", 1, "first");
        jar("c.jar", "Changes", 1, "first");
        try (Mantle mantle = host()) {
            List<String> told = new ArrayList<>();
            mantle.registry().onChange(change -> told.add("-" + change.removed() + " +" + change.added()));
            AlgorithmDescriptor stays = mantle.registry().get("Stays");
            AlgorithmDescriptor old = mantle.registry().get("Changes");
            mantle.rescanPlugins();
            assertThat(told).isEmpty();

            Files.delete(plugins().resolve("a.jar"));
            jar("d.jar", "Comes", 1, "first");
            Path next = jar("../next.jar", "Changes", 2, "second");
            Files.move(next, plugins().resolve("c.jar"), StandardCopyOption.REPLACE_EXISTING);
            mantle.rescanPlugins();
            assertThat(told).containsExactly("-[Changes v1, Goes v1] +[Changes v2, Comes v1]");
            assertThat(names(mantle)).containsExactly("Changes v2", "Comes v1", "Stays v1");
            assertThat(mantle.registry().get("Stays")).isSameAs(stays);
            assertThat(who(mantle, "Changes")).isEqualTo("second");
            // whoever holds the old one still runs it, with classes that nobody has loaded yet
            assertThat(mantle.run(old, Map.of()).get("Who")).isEqualTo("first");
            assertThat(mantle.registry().faults()).isEmpty();
        }
    }

    @Test
    void aJarThatIsOverwrittenInItsPlaceIsNoticedByItsSizeWhereItsTimeIsTheSame() throws IOException {
        Path jar = jar("a.jar", "First", 1, "first");
        try (Mantle mantle = host()) {
            assertThat(names(mantle)).containsExactly("First v1");
            FileTime time = Files.getLastModifiedTime(jar);
            Files.writeString(jar, "this is no jar any more");
            Files.setLastModifiedTime(jar, time);
            mantle.rescanPlugins();
            assertThat(names(mantle)).isEmpty();
            assertThat(mantle.registry().faults())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.source()).contains("a.jar"));
        }
    }

    @Test
    void aPluginReadsTheResourcesOfItsOwnJarAsItIsNow() throws IOException {
        String reads = """
                final class Helper {
                    String text() {
                        try (var in = Helper.class.getResourceAsStream("/words.txt")) {
                            String providers = "META-INF/services/org.mantle.framework.algorithm.AlgorithmProvider";
                            return new String(in.readAllBytes()) + " of " + count(providers)
                                    + " and " + count("words.txt") + " and " + (count("java/lang/Object.class") > 0);
                        } catch (java.io.IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    }
                    private static int count(String resource) throws java.io.IOException {
                        return java.util.Collections.list(Helper.class.getClassLoader().getResources(resource)).size();
                    }
                }
                """;
        TestPlugin plugin = TestPlugin.compile(
                        folder,
                        algorithm("One").replace("run.set(WHO, \"One\")", "run.set(WHO, new Helper().text())"),
                        reads,
                        provider("Provider", "One"))
                .providers("Provider");
        Path words = Files.writeString(plugin.classes().resolve("words.txt"), "first");
        plugin.jar(plugins().resolve("a.jar"));
        try (Mantle mantle = host()) {
            assertThat(who(mantle, "One")).isEqualTo("first of 1 and 1 and true");

            Files.writeString(words, "second");
            Files.move(
                    plugin.jar(folder.resolve("next.jar")),
                    plugins().resolve("a.jar"),
                    StandardCopyOption.REPLACE_EXISTING);
            mantle.rescanPlugins();
            assertThat(who(mantle, "One")).isEqualTo("second of 1 and 1 and true");
        }
    }

    @Test
    void aConflictIsGoneWhenTheJarIsThatCausedIt() throws IOException {
        jar("a.jar", "Same", 1, "of a");
        jar("b.jar", "Same", 1, "of b");
        try (Mantle mantle = host()) {
            assertThat(who(mantle, "Same")).isEqualTo("of a");
            assertThat(mantle.registry().faults()).hasSize(1);
            Files.delete(plugins().resolve("a.jar"));
            mantle.rescanPlugins();
            assertThat(who(mantle, "Same")).isEqualTo("of b");
            assertThat(mantle.registry().faults()).isEmpty();
        }
    }

    @Test
    void theLoadersAreClosedWithTheHost() throws IOException {
        jar("a.jar", "First", 1, "of a");
        AlgorithmDescriptor first;
        try (Mantle mantle = host()) {
            first = mantle.registry().get("First");
        }
        assertThat(openFiles()).noneMatch(file -> file.endsWith("/plugins/a.jar"));
        org.assertj.core.api.Assertions.assertThatExceptionOfType(InvalidDeclarationException.class)
                .isThrownBy(first::properties)
                .withMessageContaining("its class is not there");
    }

    private static List<String> openFiles() throws IOException {
        Path table = Path.of("/proc/self/fd");
        if (!Files.isDirectory(table)) {
            return List.of();
        }
        List<String> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(table)) {
            for (Path one : all.toList()) {
                try {
                    files.add(Files.readSymbolicLink(one).toString());
                } catch (NoSuchFileException e) {
                    // another thread has closed it meanwhile
                }
            }
        }
        return files;
    }

    @Test
    void aPluginThatCannotBeLookedAtHarmsNoOther() throws IOException {
        jar("a.jar", "First", 1, "of a");
        Files.createSymbolicLink(plugins().resolve("gone.jar"), folder.resolve("nowhere.jar"));
        try (Mantle mantle = host()) {
            assertThat(names(mantle)).containsExactly("First v1");
            assertThat(mantle.registry().faults())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.source()).contains("gone.jar"));
            jar("../nowhere.jar", "Second", 1, "of the link");
            mantle.rescanPlugins();
            assertThat(names(mantle)).containsExactly("First v1", "Second v1");
            assertThat(mantle.registry().faults()).isEmpty();
        }
    }

    @Test
    void aFolderThatCanNoLongerBeReadKeepsWhatWasLoaded() throws IOException {
        jar("a.jar", "First", 1, "of a");
        try (Mantle mantle = host()) {
            Files.move(plugins(), folder.resolve("moved"));
            Files.writeString(plugins(), "no folder");
            mantle.rescanPlugins();
            assertThat(who(mantle, "First")).isEqualTo("of a");
            assertThat(mantle.registry().faults()).singleElement().satisfies(fault -> {
                assertThat(fault.source()).isEqualTo(plugins().toString());
                assertThat(fault.message()).contains("it cannot be read");
            });
            Files.delete(plugins());
            Files.move(folder.resolve("moved"), plugins());
            mantle.rescanPlugins();
            assertThat(names(mantle)).containsExactly("First v1");
            assertThat(mantle.registry().faults()).isEmpty();
        }
    }

    @Test
    void aPluginWhoseProviderTheHostHasAlreadyIsAFault() throws IOException {
        TestPlugin plugin = TestPlugin.compile(Files.createDirectories(folder.resolve("build")), algorithm("One"));
        Path services = Files.createDirectories(plugin.classes().resolve("META-INF/services"));
        Files.writeString(
                services.resolve(AlgorithmProvider.class.getName()),
                org.mantle.framework.examples.TextProvider.class.getName());
        plugin.jar(plugins().resolve("again.jar"));
        try (Mantle mantle = host()) {
            assertThat(mantle.registry().all()).isEmpty();
            assertThat(mantle.registry().faults()).singleElement().satisfies(fault -> {
                assertThat(fault.source()).contains("again.jar");
                assertThat(fault.message()).contains("class path");
            });
        }
    }

    @Test
    void aProviderThatTheHostHasAlreadyHarmsNoOtherOfItsJar() throws IOException {
        TestPlugin plugin = TestPlugin.compile(
                Files.createDirectories(folder.resolve("build")), algorithm("One"), provider("Provider", "One"));
        Path services = Files.createDirectories(plugin.classes().resolve("META-INF/services"));
        String ofHost = org.mantle.framework.examples.TextProvider.class.getName();
        Files.writeString(
                services.resolve(AlgorithmProvider.class.getName()), ofHost + " # one\nplugin.Provider\n" + ofHost);
        plugin.jar(plugins().resolve("both.jar"));
        try (Mantle mantle = host()) {
            assertThat(names(mantle)).containsExactly("One v1");
            assertThat(mantle.registry().faults()).singleElement().satisfies(fault -> {
                assertThat(fault.source()).contains("both.jar");
                assertThat(fault.message()).contains(ofHost).contains("class path");
            });
        }
    }

    @Test
    void aRescanThatTheHostIsClosedInLeavesNothingOpen() throws Exception {
        jar("a.jar", "First", 1, "of a");
        Mantle mantle = host();
        try {
            String wait = provider("Provider", "One").replace("{ return List.of", """
                    {
                        java.util.concurrent.Semaphore[] meet =
                                (java.util.concurrent.Semaphore[]) System.getProperties().get("mantle.test.meet");
                        meet[0].release();
                        meet[1].acquireUninterruptibly();
                        return List.of""");
            TestPlugin waiting =
                    TestPlugin.compile(Files.createDirectories(folder.resolve("build")), algorithm("One"), wait);
            waiting.providers("Provider").jar(plugins().resolve("b.jar"));
            waiting.jar(plugins().resolve("c.jar"));
            Semaphore[] meet = {new Semaphore(0), new Semaphore(0)};
            System.getProperties().put("mantle.test.meet", meet);
            CompletableFuture<Void> rescan = CompletableFuture.runAsync(mantle::rescanPlugins);
            assertThat(meet[0].tryAcquire(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();

            mantle.close();

            meet[1].release(2);
            rescan.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
            mantle.rescanPlugins();
            assertThat(openFiles()).noneMatch(file -> file.startsWith(plugins().toString()));
            assertThat(mantle.registry().faults()).isEmpty();
            assertThat(names(mantle)).containsExactly("First v1");
        } finally {
            System.getProperties().remove("mantle.test.meet");
        }
    }

    @Test
    void aListenerMayWaitForAnotherThreadThatLooksIntoTheFolderAgain() throws Exception {
        Files.createDirectories(plugins());
        try (Mantle mantle = host()) {
            AtomicBoolean done = new AtomicBoolean();
            mantle.registry().onChange(change -> {
                try {
                    CompletableFuture.runAsync(mantle::rescanPlugins).get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
                    done.set(true);
                } catch (InterruptedException | ExecutionException | TimeoutException e) {
                    throw new AssertionError(e);
                }
            });
            jar("a.jar", "First", 1, "of a");
            mantle.rescanPlugins();
            assertThat(done).isTrue();
        }
    }

    /** A library in one version, in which a method of another one is not there. */
    private TestPlugin library(String version, String method) throws IOException {
        return TestPlugin.compile(
                Files.createDirectories(folder.resolve("library " + version)),
                "public final class Words { public static String %s() { return \"%s\"; } }".formatted(method, version));
    }

    /** Starts a JVM whose class path has a library, in a version of the host's own, and returns what a host in it says. */
    private String hostWithLibrary(TestPlugin library, String... shared) throws IOException, InterruptedException {
        String host = """
                public final class Host {
                    public static void main(String[] args) throws Exception {
                        String[] shared = java.util.Arrays.copyOfRange(args, 1, args.length);
                        try (Mantle mantle = Mantle.builder().discover(false).sharedPackages(shared)
                                .pluginFolder(java.nio.file.Path.of(args[0])).build()) {
                            mantle.registry().faults().forEach(System.out::println);
                            System.out.println(mantle.run("One", java.util.Map.of()).get("Who"));
                        } catch (AlgorithmFailedException e) {
                            System.out.println(e.getMessage());
                        }
                    }
                }
                """;
        TestPlugin program = TestPlugin.compile(Files.createDirectories(folder.resolve("host")), host);
        String commons = Path.of(java.net.URI.create(org.mantle.commons.json.JsonForm.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                String.join(
                        java.io.File.pathSeparator,
                        TestPlugin.classPath(),
                        commons,
                        library.classes().toString(),
                        program.classes().toString()),
                "plugin.Host",
                plugins().toString()));
        command.addAll(List.of(shared));
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        return Files.readString(said).strip();
    }

    @Test
    void aLibraryOfThePluginCountsBeforeThatOfTheHostUnlessTheHostSharesItsOwn() throws Exception {
        TestPlugin plugin = TestPlugin.compile(
                        Files.createDirectories(folder.resolve("build")),
                        algorithm("One").replace("run.set(WHO, \"One\")", "run.set(WHO, Words.added())"),
                        "public final class Words { public static String added() { return \"\"; } }",
                        provider("Provider", "One"))
                .providers("Provider");
        Files.delete(plugin.classes().resolve("plugin/Words.class"));
        plugin.jar(plugins().resolve("with/plugin.jar"));
        TestPlugin old = library("old", "missing");

        // what the plugin does not bring is the host's to give
        assertThat(hostWithLibrary(old))
                .contains("NoSuchMethodError: ", "plugin.Words.added")
                .hasLineCount(1);

        library("new", "added").jar(plugins().resolve("with/library.JAR"));
        assertThat(hostWithLibrary(old)).isEqualTo("new");

        TestPlugin hosts = library("of the host", "added");
        assertThat(hostWithLibrary(hosts, "plug", "plugin.words")).isEqualTo("new");
        assertThat(hostWithLibrary(hosts, "plugin")).isEqualTo("of the host");
    }

    @Test
    void namesThatAreNoPackagesAreRefused() {
        for (String name : List.of("", "a.", ".a", "a..b", "a.*", "a b", "1a")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Mantle.builder().sharedPackages(name))
                    .withMessageContaining("is no name of a package");
        }
    }

    @Test
    void aJarMayHaveItsNameInCapitals() throws IOException {
        jar("SIGNAL.JAR", "First", 1, "of capitals");
        jar("folder/Signal.Jar", "Second", 1, "of both");
        try (Mantle mantle = host()) {
            assertThat(names(mantle)).containsExactly("First v1", "Second v1");
            assertThat(mantle.registry().faults()).isEmpty();
        }
    }

    @Test
    void aFileOfProvidersMayBeginWithAByteOrderMark() throws IOException {
        TestPlugin plugin = TestPlugin.compile(folder, algorithm("One"), provider("Provider", "One"))
                .providers("Provider");
        Path file = plugin.classes().resolve(ProviderNames.FILE);
        Files.writeString(file, "\uFEFF" + Files.readString(file));
        plugin.index();
        Files.writeString(file, Files.readString(file) + "\nplugin.Nobody");
        plugin.jar(plugins().resolve("a.jar"));
        try (Mantle mantle = host();
                TestPlugin.RecordingLoader loader = plugin.packed();
                Mantle other = Mantle.builder().classLoader(loader).build()) {
            for (Mantle one : List.of(mantle, other)) {
                assertThat(who(one, "One")).isEqualTo("One");
                assertThat(one.registry().faults())
                        .filteredOn(fault -> !fault.source().contains("examples"))
                        .singleElement()
                        .satisfies(fault -> assertThat(fault.message()).contains("plugin.Nobody is not there"));
            }
        }
    }

    @Test
    void anIndexWhoseProviderNoFileOfThePluginNamesIsAFault() throws IOException {
        TestPlugin plugin = TestPlugin.compile(
                        folder, algorithm("One"), algorithm("Two"), provider("First", "One"), provider("Second", "Two"))
                .providers("First", "Second")
                .index()
                .providers("Second");
        plugin.jar(plugins().resolve("a.jar"));
        try (Mantle mantle = host()) {
            assertThat(names(mantle)).containsExactly("Two v1");
            assertThat(mantle.registry().faults()).singleElement().satisfies(fault -> {
                assertThat(fault.source()).contains("a.jar");
                assertThat(fault.message()).contains("plugin.First", "its algorithms are missing");
            });
        }
    }

    private long openJars() throws IOException {
        return openFiles().stream()
                .filter(file -> file.startsWith(plugins().toString()))
                .count();
    }

    @Test
    void aJarThatIsReplacedIsClosedAlthoughTheHistoryHasRunsOfIt() throws IOException {
        Prerequisites.openFiles();
        jar("a.jar", "First", 1, "first");
        try (Mantle mantle = host()) {
            assertThat(who(mantle, "First")).isEqualTo("first");
            JsonArray before = mantle.history().toJson();
            assertThat(openJars()).isEqualTo(1);

            Files.delete(plugins().resolve("a.jar"));
            jar("b.jar", "Second", 1, "second");
            mantle.rescanPlugins();
            assertThat(who(mantle, "Second")).isEqualTo("second");

            Patience.await(() -> {
                System.gc();
                return openJars() == 1;
            });
            RunRecord record = mantle.history().records().get(0);
            assertThat(record.value("who").map(Object::toString)).contains("\"first\"");
            assertThat(record.number()).isEqualTo(1);
            assertThat(mantle.history().toJson().get(0)).isEqualTo(before.get(0));
            assertThat(mantle.history().records())
                    .extracting(RunRecord::algorithm)
                    .containsExactly("First", "Second");
        }
    }

    /** Returns the code of an algorithm that leaves an object of a class of the JDK. */
    private static String leaving(String first) {
        return """
                final class One extends Algorithm {
                    static final Property<StoredObject<StringBuilder>> RESULT =
                            Property.storedObject("Result", StringBuilder.class, StoreMode.WRITE).documentation("It.").build();
                    @Override protected void declare(Declaration d) {
                        d.name("One").categories("Plugin").summary("Serves a test.").properties(RESULT);
                    }
                    @Override protected void execute(Context run) {
                        %s
                        run.set(RESULT, StoredObject.of(new StringBuilder("left")));
                    }
                }
                """.formatted(first);
    }

    @Test
    void anObjectThatIsStillThereKeepsNoJarOpenAndStillTellsWhereItIsFrom() throws IOException {
        Prerequisites.openFiles();
        TestPlugin.compile(folder, leaving(""), provider("Provider", "One"))
                .providers("Provider")
                .jar(plugins().resolve("a.jar"));
        try (Mantle mantle = Mantle.builder()
                .discover(false)
                .historyCapacity(1)
                .pluginFolder(plugins())
                .provider(new SpectrumAlgorithms.Provider())
                .build()) {
            mantle.run("One", Map.of("Result", "Left"));
            StringBuilder object = mantle.objects().get("Left", StringBuilder.class);
            assertThat(mantle.history().of(object)).hasSize(1);
            JsonObject before = mantle.history().of(object).get(0).toJson();
            // another takes the only place of the history
            mantle.objects().add("Raw", new SpectrumAlgorithms.Spectrum(List.of(1)));
            mantle.run("ScaleSpectrum", Map.of("Input", "Raw", "Result", "Scaled"));

            Files.delete(plugins().resolve("a.jar"));
            mantle.rescanPlugins();
            Patience.await(() -> {
                System.gc();
                return openJars() == 0;
            });
            assertThat(mantle.history().of(object))
                    .singleElement()
                    .satisfies(record -> assertThat(record.toJson()).isEqualTo(before));
        }
    }

    @Test
    void soDoesOneThatIsLeftAfterTheJarIsGone() throws Exception {
        Prerequisites.openFiles();
        TestPlugin.compile(
                        folder,
                        leaving("((java.util.concurrent.Semaphore) System.getProperties().get(\"mantle.test.wait\"))"
                                + ".acquireUninterruptibly();"),
                        provider("Provider", "One"))
                .providers("Provider")
                .jar(plugins().resolve("a.jar"));
        Semaphore wait = new Semaphore(0);
        System.getProperties().put("mantle.test.wait", wait);
        try (Mantle mantle = host()) {
            startAndLoseJar(mantle, Map.of("Result", "Left"), wait);
            StringBuilder object = mantle.objects().get("Left", StringBuilder.class);
            Patience.await(() -> {
                System.gc();
                return openJars() == 0;
            });
            assertThat(mantle.history().of(object))
                    .extracting(RunRecord::algorithm)
                    .containsExactly("One");
        } finally {
            System.getProperties().remove("mantle.test.wait");
        }
    }

    @Test
    void aRunThatEndsAfterItsJarIsGoneKeepsItNoLongerOpen() throws Exception {
        Prerequisites.openFiles();
        String waits = algorithm("One").replace("run.set(WHO, \"One\")", """
                ((java.util.concurrent.Semaphore) System.getProperties().get("mantle.test.wait")).acquireUninterruptibly();
                run.set(WHO, new Helper().text())""");
        TestPlugin.compile(
                        folder,
                        waits,
                        "final class Helper { String text() { return \"late\"; } }",
                        provider("Provider", "One"))
                .providers("Provider")
                .jar(plugins().resolve("a.jar"));
        Semaphore wait = new Semaphore(0);
        System.getProperties().put("mantle.test.wait", wait);
        try (Mantle mantle = host()) {
            assertThat(startAndLoseJar(mantle, Map.of(), wait).get("Who")).isEqualTo("late");
            Patience.await(() -> {
                System.gc();
                return openJars() == 0;
            });
            assertThat(mantle.history().records())
                    .singleElement()
                    .satisfies(record -> assertThat(record.value("Who").map(Object::toString))
                            .contains("\"late\""));
        } finally {
            System.getProperties().remove("mantle.test.wait");
        }
    }

    /** In a method of its own, so that no variable keeps the run. */
    private Map<String, Object> startAndLoseJar(Mantle mantle, Map<String, ?> inputs, Semaphore wait) throws Exception {
        AlgorithmRun run = mantle.start("One", inputs);
        Files.delete(plugins().resolve("a.jar"));
        mantle.rescanPlugins();
        assertThat(names(mantle)).isEmpty();
        wait.release();
        return run.outputs().asMap();
    }
}
