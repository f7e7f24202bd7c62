package org.mantle.framework.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.framework.internal.registry.TestPlugin.algorithm;
import static org.mantle.framework.internal.registry.TestPlugin.provider;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.mantle.commons.testing.Prerequisites;
import org.mantle.framework.Mantle;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.InvalidDeclarationException;
import org.mantle.framework.testing.Patience;
import org.mantle.framework.testing.SpectrumAlgorithms;

/** When the jars of a plugin folder are closed, and what is still known of those that were. */
class PluginClosingTests extends PluginJars {

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
