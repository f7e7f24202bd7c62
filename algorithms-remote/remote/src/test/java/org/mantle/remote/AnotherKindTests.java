package org.mantle.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.run.Outputs;
import org.mantle.remote.job.LogInRefusedException;
import org.mantle.remote.job.Session;
import org.mantle.remote.job.UnknownJobException;
import org.mantle.remote.kind.InvalidSettingsException;
import org.mantle.remote.kind.ResourceKind;
import org.mantle.remote.state.SessionStore;

/** A kind of resource from a jar of its own, which sees of this module what it exports, driven by the algorithm by name. */
class AnotherKindTests {

    private static final String EXAMPLE = "com.example.memory.";
    private static final Path CLASSES =
            Path.of(System.getProperty("mantle.root"), "algorithms-remote/remote/target/test-classes");

    /** Loads the example's classes itself, and so outside of this module, of which they are a part in these tests. */
    private static final class AdapterLoader extends URLClassLoader {

        AdapterLoader(URL... places) {
            super(places, AnotherKindTests.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null && name.startsWith(EXAMPLE) ? findClass(name) : super.loadClass(name, resolve);
            }
        }
    }

    @TempDir
    Path folder;

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private AdapterLoader adapter;
    private ComputeResources resources;
    private Host host;

    @BeforeEach
    void start() throws Exception {
        Path services = Files.createDirectories(folder.resolve("adapter/META-INF/services"));
        Files.writeString(services.resolve(ResourceKind.class.getName()), EXAMPLE + "MemoryKind\n");
        adapter = new AdapterLoader(
                folder.resolve("adapter").toUri().toURL(), CLASSES.toUri().toURL());
        Thread.currentThread().setContextClassLoader(adapter);
        resources = ComputeResources.at(folder.resolve("resources.json"));
        resources.add("SCARF@STFC", Map.of("type", "memory", "site", "here"));
        host = new Host(resources, RemoteSessions.at(folder.resolve("sessions.json")));
    }

    @AfterEach
    void stop() throws IOException {
        Thread.currentThread().setContextClassLoader(before);
        host.close();
        adapter.close();
    }

    @Test
    void itsJarHasIt() {
        assertThat(resources.kinds()).extracting(ResourceKind::type).containsExactly("memory", "pac");
        assertThat(resources.kinds().get(0).getClass().getModule().isNamed()).isFalse();
    }

    @Test
    void aKindThatCannotBeLoadedDoesNotKeepTheOthersAway() throws Exception {
        Path services = folder.resolve("adapter/META-INF/services").resolve(ResourceKind.class.getName());
        Files.writeString(services, EXAMPLE + "GoneKind\n" + EXAMPLE + "MemoryKind\n");
        assertThat(ComputeResources.inMemory().kinds())
                .extracting(ResourceKind::type)
                .containsExactly("memory", "pac");
    }

    @Test
    void aKindThatFailsToNameItsTypeHidesNoOtherAndIsReportedByName() throws Exception {
        Path services = folder.resolve("adapter/META-INF/services").resolve(ResourceKind.class.getName());
        Files.writeString(services, EXAMPLE + "UnreadyKind\n" + EXAMPLE + "MemoryKind\n");
        List<String> warnings = Collections.synchronizedList(new ArrayList<>());
        Handler listener = new StreamHandler() {
            @Override
            public synchronized void publish(LogRecord logged) {
                warnings.add(logged.getMessage());
            }
        };
        Logger logger = Logger.getLogger(ResourceKinds.class.getName());
        logger.addHandler(listener);
        try {
            assertThat(ComputeResources.inMemory().kinds())
                    .extracting(ResourceKind::type)
                    .containsExactly("memory", "pac");
        } finally {
            logger.removeHandler(listener);
        }
        assertThat(warnings).singleElement().asString().contains(EXAMPLE + "UnreadyKind");
    }

    @Test
    void whichThreadAsksFirstDoesNotMatter() {
        ComputeResources asked = ComputeResources.inMemory();
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        assertThat(asked.kinds()).extracting(ResourceKind::type).containsExactly("memory", "pac");
        assertThat(ComputeResources.inMemory().kinds())
                .extracting(ResourceKind::type)
                .containsExactly("pac");
    }

    @Test
    void everyActionGoesThroughIt() throws Exception {
        host.run("anna", "Ping");
        host.loggedIn("anna");
        Path scan = Files.writeString(folder.resolve("scan.nxs"), "rows");
        host.run("anna", "Upload", "FileToUpload", scan.toString(), "DestinationDirectory", "/data");
        Outputs submitted = host.run("anna", "SubmitJob", "RunnablePath", "/bin/run", "JobOptions", "a b");
        assertThat(submitted.get("RemoteJobsID")).isEqualTo(List.of("1"));
        assertThat(submitted.get("RemoteJobStatus")).isEqualTo("COMPLETED");
        assertThat(host.run("anna", "JobStatus").get("RemoteJobsCommands")).isEqualTo(List.of("/bin/run a b"));
        Path results = Files.createDirectory(folder.resolve("results"));
        host.run("anna", "Download", "DownloadJobID", 1, "LocalDirectory", results.toString());
        assertThat(results.resolve("1.output")).hasContent("/bin/run a b");
        host.run("anna", "CancelJob", "CancelJobID", 1);
        assertThat(host.run("anna", "JobStatusByID", "JobID", 1).get("RemoteJobStatus"))
                .isEqualTo("CANCELLED");
        host.run("anna", "LogOut");
        assertThat(host.problems("anna", "JobStatus"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("log in first"));
    }

    @Test
    void itsFailuresAreThoseOfThePort() {
        assertThat(host.failure("root", "LogIn", "Password", "x"))
                .isInstanceOf(LogInRefusedException.class)
                .hasMessageContaining("the service says: root is not let in");
        host.loggedIn("anna");
        assertThat(host.failure("anna", "JobStatusByID", "JobID", 9)).isInstanceOf(UnknownJobException.class);
    }

    @Test
    void itsSettingsAreCheckedAndKeptLikeThoseOfAnyKind() throws Exception {
        assertThatThrownBy(() -> resources.add("A@B", Map.of("type", "memory", "site", "Here", "url", "x")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("\"site\": ")
                .hasMessageContaining("small letters")
                .hasMessageContaining("\"url\": there is no such setting; there are type, site");
        assertThat(resources.toJson()).hasToString("{\"SCARF@STFC\":{\"type\":\"memory\",\"site\":\"here\"}}");
        assertThat(resources.list().get("SCARF@STFC")).hasToString("memory:here");
    }

    @Test
    void aSessionOfAnotherSiteDoesNotCount() throws Exception {
        host.loggedIn("anna");
        resources.add("SCARF@STFC", Map.of("type", "memory", "site", "there"));
        assertThat(host.problems("anna", "JobStatus"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("log in first"));
    }

    @Test
    void aKindThatFailsHidesNoAccountElsewhere() throws Exception {
        Path services = folder.resolve("adapter/META-INF/services").resolve(ResourceKind.class.getName());
        Files.writeString(services, EXAMPLE + "ForgetfulKind\n" + EXAMPLE + "MemoryKind\n");
        ComputeResources both = ComputeResources.inMemory();
        both.add("A@B", Map.of("type", "memory", "site", "here"));
        both.add("M@N", Map.of("type", "forgetful"));
        both.add("Z@Z", Map.of("type", "memory", "site", "here"));
        RemoteSessions sessions = RemoteSessions.inMemory();
        for (ComputeResource resource : both.list().values()) {
            ((SessionStore) sessions)
                    .put(resource.name(), resource.toString(), new Session("anna", URI.create("memory:here"), "token"));
        }
        RemoteAccounts accounts =
                new RemoteAccounts(both, sessions, RememberedUsers.inMemory(), UnansweredSubmissions.inMemory());
        assertThat(accounts.loggedIn()).extracting(AccountName::resource).containsExactly("A@B", "M@N", "Z@Z");
        assertThat(accounts.ended()).isEmpty();
    }

    @Test
    void everyRunClosesItsManager() throws Exception {
        host.loggedIn("anna");
        host.failure("anna", "JobStatusByID", "JobID", 9);
        Object kind = resources.kinds().get(0);
        Class<?> type = kind.getClass();
        assertThat(type.getMethod("closedManagers").invoke(kind)).isEqualTo(2);
    }
}
