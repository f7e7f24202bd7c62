package org.mantle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.type.Secret;
import org.mantle.remote.RemoteAccounts;
import org.mantle.remote.ResourceAccount;
import org.mantle.remote.job.StoppableMonitor;
import org.mantle.remote.kind.ResourceKind;

/** The jobs of all resources, one of whose kinds throws what it should not. */
class JobListingTests {

    private static final Path CLASSES =
            Path.of(System.getProperty("mantle.root"), "algorithms-remote/remote/target/test-classes");

    @TempDir
    Path folder;

    @Test
    void aKindThatThrowsAnythingHidesNobodyElse() throws Exception {
        Path services = Files.createDirectories(folder.resolve("adapter/META-INF/services"));
        Files.writeString(services.resolve(ResourceKind.class.getName()), "com.example.memory.MemoryKind\n");
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader adapter = new URLClassLoader(
                new URL[] {
                    folder.resolve("adapter").toUri().toURL(), CLASSES.toUri().toURL()
                },
                JobListingTests.class.getClassLoader())) {
            Thread.currentThread().setContextClassLoader(adapter);
            MantleHome home = new MantleHome(folder.resolve("home")).create();
            RemoteAccounts accounts = home.accounts();
            accounts.resources().add("here", Map.of("type", "memory", "site", "here"));
            logIn(accounts, "anna");
            logIn(accounts, "unlucky");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            int exitCode = Main.builder(() -> home)
                    .environment(Map.of())
                    .streams(InputStream.nullInputStream(), out, err)
                    .build()
                    .run("jobs", "--json");
            assertThat(exitCode).isEqualTo(1);
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .isEqualTo(
                            "mantle: the jobs of unlucky at here are not known: the adapter's author did not think of this"
                                    + " user\n");
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains("\"failures\": [", "\"user\": \"unlucky\"")
                    .doesNotContain("anna");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static void logIn(RemoteAccounts accounts, String user) throws Exception {
        try (ResourceAccount account =
                accounts.connect(accounts.resources().find("here").orElseThrow(), user, new StoppableMonitor())) {
            account.logIn(Secret.none());
        }
    }
}
