package org.mantle.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first command, as it is shipped. */
class QuickstartIT {

    @TempDir
    Path folder;

    @Test
    void theMainJobGoesThroughAndLeavesTheSlicesAndNothingRunning() throws Exception {
        Path output = folder.resolve("slices");
        Path temporary = Files.createDirectory(folder.resolve("tmp"));

        Launcher.Result result = new Launcher(folder)
                .with("MANTLE_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary)
                .run("quickstart", "--output", output.toString());

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("LogIn", "Upload", "SubmitJob", "JobStatusByID", "Done", "Download", "LogOut")
                .contains("Picture: " + output)
                .contains("mantle run SCARFTomoReconstruction");
        // the scan has 135 rows of 160 columns: test-data/README.md
        assertThat(names(output))
                .filteredOn(name -> name.matches("slice_[0-9]{4}[.]tif"))
                .hasSize(135);
        assertThat(names(output))
                .filteredOn(name -> name.matches("slice_[0-9]{4}[.]png"))
                .hasSize(135);
        assertThat(names(output)).noneMatch(name -> name.endsWith(".part"));
        BufferedImage slice = ImageIO.read(output.resolve("slice_0067.tif").toFile());
        assertThat(slice.getWidth()).isEqualTo(160);
        assertThat(slice.getSampleModel().getSampleSize(0)).isEqualTo(32);
        assertThat(axis(output.resolve("report.json"))).isBetween(85.5, 86.5);
        assertThat(names(temporary)).noneMatch(name -> name.startsWith("mantle-quickstart"));
        assertThat(ProcessHandle.allProcesses()
                        .flatMap(process -> process.info().commandLine().stream())
                        .filter(command -> command.contains(temporary.toString())))
                .isEmpty();
    }

    @Test
    void anOutputFolderThatCannotBeMadeIsToldBeforeAnythingStarts() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        Launcher.Result result = new Launcher(folder)
                .run("quickstart", "--output", file.resolve("slices").toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains(file + " is no folder", "--output");
        assertThat(result.out()).isEmpty();
        assertThat(new Launcher(folder).run("quickstart", "--output", "").exitCode())
                .isEqualTo(2);
    }

    @Test
    void aSliceThatCannotBeWrittenIsToldInTheWordsOfTheQuickstart() throws Exception {
        Files.createDirectories(folder.resolve("slices/slice_0000.tif/in the way"));

        Launcher.Result result = new Launcher(folder).run("quickstart", "--output", "slices");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .contains("slice_0000.tif could not be written", "choose another --output")
                .doesNotContain("LocalDirectory");
    }

    @Test
    void itStopsOnInterruptAndLeavesNothingBehind() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Launcher launcher = new Launcher(folder).with("MANTLE_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary);
        try (Launcher.Service quickstart = launcher.start("quickstart", "--output", "slices")) {
            quickstart.awaitLine("SubmitJob");
            List<ProcessHandle> children = quickstart.handle().descendants().toList();

            assertThat(quickstart.interrupt()).isEqualTo(130);

            // one that nobody has waited for yet counts as alive
            Awaitility.await().until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
            assertThat(names(temporary)).noneMatch(name -> name.startsWith("mantle-quickstart"));
        }
    }

    private static double axis(Path report) throws IOException {
        JsonObject json = JsonParser.parseString(Files.readString(report)).getAsJsonObject();
        return json.getAsJsonObject("axis").get("column").getAsDouble();
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
