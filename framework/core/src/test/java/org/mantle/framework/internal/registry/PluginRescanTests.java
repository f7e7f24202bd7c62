package org.mantle.framework.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mantle.framework.internal.registry.TestPlugin.algorithm;
import static org.mantle.framework.internal.registry.TestPlugin.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.testing.Patience;

/** Jars that come, go and are replaced while the host is at work. */
class PluginRescanTests extends PluginJars {

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
}
