package org.mantle.algorithms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mantle.framework.Mantle;
import org.mantle.framework.run.AlgorithmDescriptor;

/** What users call the algorithms, which is not always what the algorithms call themselves. */
class WordsOfUsersTests {

    @ParameterizedTest
    @CsvSource({
        "average, CalculateStatistics",
        "averages, CalculateStatistics",
        "averaging a list, CalculateStatistics",
        "checksum, HashFile",
        "checksums of a folder, HashFolder",
        "sorting, SortValues",
        "sorted, SortValues",
        "unique, SortValues",
        "merge, JoinFiles",
        "merging files, JoinFiles",
        "splitting, SplitFile",
        "counting words, CountText",
        "grep, FindInText",
        "hashing, HashFile",
        "distributions, MakeHistogram",
        "sleep, Wait",
    })
    void findTheAlgorithm(String words, String algorithm) {
        try (Mantle mantle = Mantle.load()) {
            assertThat(mantle.registry().search(words))
                    .extracting(AlgorithmDescriptor::name)
                    .first()
                    .isEqualTo(algorithm);
        }
    }

    @ParameterizedTest
    @CsvSource({"duplicate, SortValues", "duplicates, HashFolder", "differences, CompareFiles"})
    void findTheAlgorithmAmongOthers(String words, String algorithm) {
        try (Mantle mantle = Mantle.load()) {
            assertThat(mantle.registry().search(words))
                    .extracting(AlgorithmDescriptor::name)
                    .contains(algorithm);
        }
    }
}
