package org.mantle.framework.internal.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.LogLine;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.testing.TestHosts;

/** Old names of properties. */
class PropertyAliasTests {

    private static final Property<String> USER =
            Property.string("UserName").aliases("UserID", "Login").mandatory().build();
    private static final Property<String> GREETING =
            Property.string("Greeting").aliases("Text").output().build();

    static final class Greet extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Greet").properties(USER, GREETING);
        }

        @Override
        protected void execute(Context run) {
            run.set(GREETING, "hello " + run.get(USER));
        }
    }

    private final Mantle mantle = TestHosts.host(Greet.class);

    @Test
    void anOldNameIsAcceptedWhereverTheNameIs() {
        Outputs outputs = mantle.run("Greet", Map.of("USERid", "ada"));
        assertThat(outputs.get("text")).isEqualTo("hello ada");
        AlgorithmInstance instance = mantle.create("Greet").setPropertyValue("login", "eve");
        assertThat(instance.getProperty("UserName")).isEqualTo("eve");
        assertThat(instance.getPropertyValue("UserID")).isEqualTo("eve");
        assertThat(mantle.registry().get("Greet").property("login")).contains(USER);
    }

    @Test
    void nameAndOldNameTogetherAreADuplicate() {
        List<Problem> problems = mantle.validate("Greet", Map.of("UserName", "ada", "UserID", "ada"));
        assertThat(TestHosts.codes(problems)).containsExactly("UserName:duplicate");
        assertThat(problems.get(0).message()).contains("UserID", "UserName");
    }

    @Test
    void theDescriptionHasTheOldNames() {
        JsonObject first = mantle.registry()
                .get("Greet")
                .toJson()
                .getAsJsonArray("properties")
                .get(0)
                .getAsJsonObject();
        assertThat(first.get("aliases")).hasToString("[\"UserID\",\"Login\"]");
        assertThat(USER.aliases()).containsExactly("UserID", "Login");
    }

    @Test
    void whoeverUsesAnOldNameIsToldTheNameInTheRunsLog() throws InterruptedException {
        AlgorithmRun run = mantle.start("Greet", Map.of("userid", "ada"));
        run.await();
        assertThat(run.log().lines()).singleElement().satisfies(line -> {
            assertThat(line.level()).isEqualTo(System.Logger.Level.WARNING);
            assertThat(line.text()).isEqualTo("UserID is an old name of UserName; use UserName");
        });
        AlgorithmInstance instance = mantle.create("Greet").setProperty("Login", "eve");
        instance.execute();
        assertThat(instance.latestRun().log().lines())
                .extracting(LogLine::text)
                .containsExactly("Login is an old name of UserName; use UserName");
        AlgorithmRun other = mantle.start("Greet", Map.of("USERNAME", "ada"));
        other.await();
        assertThat(other.log().lines()).isEmpty();
    }

    static final class Clashing extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Clashing")
                    .properties(USER, Property.string("LOGIN").build());
        }

        @Override
        protected void execute(Context run) {}
    }

    @Test
    void anOldNameThatIsThereTwiceIsAFault() {
        try (Mantle host = TestHosts.host(Clashing.class)) {
            assertThat(host.registry().faults())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.message()).containsIgnoringCase("login"));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Property.string("X").aliases(" y"));
    }

    static final class Reserved extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Reserved")
                    .properties(
                            Property.string("Edition").aliases("Version", "a=b").build());
        }

        @Override
        protected void execute(Context run) {}
    }

    @Test
    void anOldNameThatNoPropertyMayHaveIsAFault() {
        try (Mantle host = TestHosts.host(Reserved.class)) {
            assertThat(host.registry().faults())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.message())
                            .contains("the property name Version is reserved", "the property name \"a=b\" must not"));
        }
    }

    @Test
    void aDialogMayRememberWhatIsNoSecret() {
        assertThat(USER.remember()).isTrue();
        assertThat(Property.string("X").remember(false).build().remember()).isFalse();
        assertThat(Property.secret("Password").remember(true).build().remember())
                .isFalse();
    }
}
