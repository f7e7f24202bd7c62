package org.mantle.algorithms.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a file that another program writes at the same time, which no test of an algorithm can time. */
class WholeFileTests {

    @TempDir
    Path folder;

    private final List<String> told = new ArrayList<>();

    @Test
    void aFileThatCameIntoBeingMeanwhileStaysUnlessItMayBeReplaced() throws IOException {
        Path target = folder.resolve("target");
        try (WholeFile file = WholeFile.begin(target, false, told::add)) {
            file.out().write('a');
            Files.writeString(target, "another's");
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(file::keep)
                    .withMessageContaining("has come into being meanwhile; it stays as it is");
        }
        assertThat(target).hasContent("another's");
        try (WholeFile file = WholeFile.begin(target, true, told::add)) {
            file.out().write('a');
            Files.writeString(target, "another's again");
            file.keep();
        }
        assertThat(target).hasContent("a");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(target);
        }
        assertThat(told).isEmpty();
    }
}
