package org.mantle.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mantle.commons.testing.Prerequisites;

/** Runs the tests of the package, which are in Python, by the Python of this machine and with a host in a process of its own. */
final class PythonPackageTests {

    private static final Path TESTS = Path.of("src/test/python").toAbsolutePath();

    @TempDir
    Path folder;

    static Stream<String> tests() {
        String[] files = TESTS.toFile().list((place, name) -> name.startsWith("test_") && name.endsWith(".py"));
        assertThat(files).isNotEmpty();
        return Stream.of(files).sorted();
    }

    /** Writes a launcher that starts a host of the tests' algorithms, whatever command it is given. */
    static Path launcher(Path folder) throws IOException {
        Path launcher = folder.resolve("the mantle");
        Files.writeString(
                launcher,
                "#!/bin/sh\nexec '" + System.getProperty("java.home") + "/bin/java' -XX:+UseSerialGC"
                        + " -XX:TieredStopAtLevel=1 -Xshare:auto $HOST_JAVA_OPTIONS -cp '"
                        + System.getProperty("java.class.path")
                        + "' " + HostMain.class.getName() + " \"$@\"\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
        return launcher;
    }

    @ParameterizedTest
    @MethodSource("tests")
    void thePackageDoesWhatItsTestsSay(String test) throws Exception {
        Prerequisites.command("python3", "python3");
        File said = folder.resolve("said").toFile();
        ProcessBuilder builder = new ProcessBuilder(
                        "python3",
                        "-X",
                        "dev",
                        "-W",
                        "error",
                        TESTS.resolve(test).toString(),
                        "-v")
                .redirectErrorStream(true)
                .redirectOutput(said);
        builder.environment().keySet().removeIf(name -> name.startsWith("MANTLE"));
        builder.environment()
                .put("PYTHONPATH", Path.of("src/main/python").toAbsolutePath().toString());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        builder.environment().put("MANTLE", launcher(folder).toString());
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            assertThat(process.waitFor(5, TimeUnit.MINUTES))
                    .as(() -> read(said))
                    .isTrue();
            assertThat(process.exitValue()).as(read(said)).isZero();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String read(File said) {
        try {
            return Files.readString(said.toPath(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
