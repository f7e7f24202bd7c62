package org.mantle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets and questions to the person at the terminal. */
final class SecretTests {

    private static final String PASSWORD = "mark-7dé";

    private static final int SUM = PASSWORD.chars().sum();
    private static final String SEEN = "Seen  ann, 8 characters, sum " + SUM + "\n";

    @TempDir
    Path folder;

    private static void assertHidden(Shell.Outcome outcome) {
        assertThat(outcome.out() + outcome.err()).doesNotContain("mark");
    }

    @Test
    void aReferenceToTheEnvironmentIsResolved() {
        Shell.Outcome outcome =
                new Shell().environment("PW", PASSWORD).call("run", "LogInTo", "UserName=ann", "Password=@env:PW");

        assertThat(outcome.out()).isEqualTo(SEEN);
        assertThat(outcome.err()).doesNotContain("warning");
        assertHidden(outcome);
    }

    @Test
    void aReferenceToAFileIsResolved() throws IOException {
        Path file = Files.writeString(folder.resolve("pw"), PASSWORD + "\n");

        assertThat(new Shell()
                        .call("run", "LogInTo", "UserName=ann", "Password=@file:" + file)
                        .out())
                .isEqualTo(SEEN);
    }

    @Test
    void referencesInAPropertiesFileAreResolvedToo() {
        Shell.Outcome outcome = new Shell()
                .environment("PW", PASSWORD)
                .input("{\"UserName\": \"ann\", \"password\": \"@env:PW\"}")
                .call("run", "LogInTo", "--properties", "-");

        assertThat(outcome.out()).isEqualTo(SEEN);
    }

    @Test
    void aReferenceThatLeadsNowhereIsAProblem() {
        assertThat(new Shell()
                        .call("run", "LogInTo", "UserName=ann", "Password=@env:PW")
                        .err())
                .contains("  Password: @env:PW: the environment has no such variable");
        Shell.Outcome other = new Shell().call("run", "LogInTo", "UserName=ann", "Password=@mark-7dé");
        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.err()).contains("write @@ for a secret that begins with @");
        assertHidden(other);
    }

    @Test
    void aReferenceIsReadOnlyWhenNothingElseIsWrong() {
        Shell.Outcome outcome = new Shell().call("run", "LogInTo", "Password=@env:PW");

        assertThat(outcome.err()).contains("UserName: a value is needed").doesNotContain("PW");
    }

    @Test
    void aSecretThatBeginsWithAnAtSignIsWrittenWithTwo() {
        Shell.Outcome outcome = new Shell().call("run", "LogInTo", "UserName=ann", "Password=@@a");

        assertThat(outcome.out()).isEqualTo("Seen  ann, 2 characters, sum " + ('@' + 'a') + "\n");
    }

    @Test
    void aPlainSecretWorksAndWarns() {
        Shell.Outcome outcome = new Shell().call("run", "LogInTo", "UserName=ann", "password=" + PASSWORD);

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEqualTo(SEEN);
        assertThat(outcome.err()).contains("warning: password is on the command line", "password=@env:NAME");
        assertHidden(outcome);
    }

    @Test
    void aMissingSecretIsAskedForUnseen() {
        Shell.Person person = new Shell.Person(80, PASSWORD);

        Shell.Outcome outcome =
                new Shell().terminal(person).environment("NO_COLOR", "1").call("run", "LogInTo", "UserName=ann");

        assertThat(person.asked).hasToString("Password: (hidden)");
        assertThat(outcome.out()).isEqualTo(SEEN);
        assertHidden(outcome);
    }

    @Test
    void nothingIsAskedWhenSomethingElseIsWrong() {
        Shell.Person person = new Shell.Person(80, PASSWORD);

        Shell.Outcome outcome = new Shell().terminal(person).call("run", "LogInTo", "UserName=ann", "Foo=1");

        assertThat(person.asked).isEmpty();
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("Foo: there is no such property", "Password: a value is needed");
    }

    @Test
    void nothingIsAskedWhenNobodyIsThere() {
        Shell.Person absent = new Shell.Person(80, "ann", PASSWORD) {
            @Override
            public boolean canPrompt() {
                return false;
            }
        };

        Shell.Outcome outcome = new Shell()
                .terminal(absent)
                .settings(host -> host.suggestions((algorithm, property) -> Optional.of("ann")))
                .call("run", "LogInTo", "Action=Ping");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("UserName: a value is needed");
        assertThat(absent.asked).isEmpty();
    }

    @Test
    void aMissingSecretThatNobodyCanTypeIsToldWithTheWaysToGiveIt() {
        assertThat(new Shell().call("run", "LogInTo", "UserName=ann").err())
                .contains("  Password: a value is needed when Action is LogIn; give Password=@env:NAME or"
                        + " Password=@file:PATH\n");
    }

    @Test
    void aSecretThatIsNotTypedIsAProblem() {
        Shell.Outcome outcome = new Shell().terminal(new Shell.Person(80)).call("run", "LogInTo", "UserName=ann");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("  Password: no value was typed\n");
    }

    @Test
    void anEmptyLineIsNoSecretAndIsAskedForAgain() {
        Shell.Person person = new Shell.Person(80, "", PASSWORD);

        Shell.Outcome outcome =
                new Shell().terminal(person).environment("NO_COLOR", "1").call("run", "LogInTo", "UserName=ann");

        assertThat(person.asked).hasToString("Password: (hidden)Password: (hidden)");
        assertThat(outcome.out()).isEqualTo(SEEN);
    }

    @Test
    void aSuggestedValueIsOfferedAndTakenWhenTheAnswerIsEmpty() {
        Shell.Person person = new Shell.Person(80, "", PASSWORD);

        Shell.Outcome outcome = new Shell()
                .terminal(person)
                .environment("NO_COLOR", "1")
                .settings(host -> host.suggestions((algorithm, property) ->
                        algorithm.name().equals("LogInTo") && property.name().equals("UserName")
                                ? Optional.of("ann")
                                : Optional.empty()))
                .call("run", "LogInTo");

        assertThat(person.asked).hasToString("UserName [ann]: Password: (hidden)");
        assertThat(outcome.out()).isEqualTo(SEEN);
    }

    @Test
    void anotherAnswerThanTheSuggestedIsTaken() {
        Shell.Person person = new Shell.Person(80, "eve", PASSWORD);

        Shell.Outcome outcome = new Shell()
                .terminal(person)
                .settings(host -> host.suggestions((algorithm, property) -> Optional.of("ann")))
                .call("run", "LogInTo");

        assertThat(outcome.out()).contains("eve, 8 characters");
    }

    @Test
    void aMissingValueWithoutASuggestionIsAProblem() {
        Shell.Person person = new Shell.Person(80, "3");

        assertThat(new Shell().terminal(person).call("run", "Sum").exitCode()).isEqualTo(2);
        assertThat(person.asked).isEmpty();
    }
}
