package org.mantle.framework.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.framework.Mantle;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.type.Secret;

/** Texts that say where a secret is. */
class SecretReferenceTests {

    private static final Property<Secret> PASSWORD = Property.secret("Password").build();
    private static final Property<String> SEEN =
            Property.string("Seen").output().build();

    @TempDir
    Path folder;

    /** Returns what an algorithm sees of a secret that was given by a text. */
    private static String seen(String text, Map<String, String> environment) {
        try (Mantle mantle = Declared.host(
                declaration -> declaration.properties(PASSWORD, SEEN),
                run -> run.set(SEEN, new String(run.get(PASSWORD).reveal())))) {
            return mantle.run("Scripted", Map.of("Password", SecretReference.resolve(text, environment)))
                    .get(SEEN);
        }
    }

    private static Problem problem(String text) {
        InvalidPropertyException refused =
                catchThrowableOfType(InvalidPropertyException.class, () -> seen(text, Map.of()));
        assertThat(refused.problems()).hasSize(1);
        return refused.problems().get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "sesame, true, false",
        "@@sesame, true, false",
        "@env:PW, false, true",
        "@file:pw, false, true",
        "@sesame, false, false",
        "'', false, false"
    })
    void aTextIsASecretOrAReferenceOrNeither(String text, boolean plain, boolean reference) {
        assertThat(SecretReference.isPlain(text)).isEqualTo(plain);
        assertThat(SecretReference.isReference(text)).isEqualTo(reference);
    }

    @Test
    void aPlainTextIsTheSecretAndTwoSignsAreOne() {
        assertThat(seen("sesame", Map.of())).isEqualTo("sesame");
        assertThat(seen("@@env:PW", Map.of("PW", "other"))).isEqualTo("@env:PW");
    }

    @Test
    void aVariableIsReadWhenTheRunNeedsIt() {
        Map<String, String> environment = new HashMap<>(Map.of("PW", "early"));
        Object given = SecretReference.resolve("@env:PW", environment);
        environment.put("PW", "late");

        assertThat(given)
                .hasToString("********")
                .isInstanceOfSatisfying(
                        Secret.class, secret -> assertThat(secret.reference()).isEqualTo("@env:PW"));
        assertThat(seen("@env:PW", environment)).isEqualTo("late");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void oneLineEndIsNoPartOfAFilesSecret(String end) throws IOException {
        Path file = Files.writeString(folder.resolve("pw"), "s\u00e9same\n" + end);

        assertThat(seen("@file:" + file, Map.of())).isEqualTo(end.isEmpty() ? "s\u00e9same" : "s\u00e9same\n");
    }

    @Test
    void aReferenceThatLeadsNowhereIsAProblemThatNamesIt() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty"));
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff});
        Path longest = Files.writeString(folder.resolve("longest"), "x".repeat(64 * 1024), StandardCharsets.UTF_8);
        Path longer = Files.writeString(folder.resolve("longer"), "x".repeat(64 * 1024 + 1), StandardCharsets.UTF_8);

        assertThat(problem("@env:PW").code()).isEqualTo(Problem.UNAVAILABLE);
        assertThat(problem("@env:PW").message()).startsWith("@env:PW: the environment has no such variable");
        assertThat(problem("@file:" + folder.resolve("none")).message()).endsWith("there is no such file");
        assertThat(problem("@file:" + empty).message()).endsWith("the file is empty");
        assertThat(problem("@file:" + binary).message()).endsWith("the file is no text in UTF-8");
        assertThat(problem("@file:" + folder).message()).contains("the file cannot be read");
        assertThat(seen("@file:" + longest, Map.of())).hasSize(64 * 1024);
        assertThat(problem("@file:" + longer).message()).contains("it holds no secret");
    }

    @Test
    void aFormThatIsUnknownIsAProblemThatQuotesNothing() {
        assertThat(problem("@sesame").message())
                .contains("write @@ for a secret that begins with @")
                .doesNotContain("sesame");
    }
}
