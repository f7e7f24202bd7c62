package org.mantle.framework.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.Precondition;
import org.mantle.framework.property.Property;
import org.mantle.framework.testing.TestHosts;
import org.mantle.framework.type.Presentation;
import org.mantle.framework.type.Secret;
import org.mantle.validators.Validators;

/** The description of an algorithm as JSON, whose fields are a contract. */
class DescribeTests {

    static final Property<String> USER = Property.string("UserName")
            .mandatory()
            .documentation("The account.")
            .group("Account")
            .build();
    static final Property<String> ACTION = Property.string("Action")
            .defaultValue("LogIn")
            .validator(Validators.oneOf("LogIn", "Ping"))
            .build();
    static final Property<Secret> PASSWORD = Property.secret("Password").build();
    static final Property<Integer> JOB =
            Property.integer("JobID").defaultValue(0).build();
    static final Property<Integer> COUNT = Property.integer("Count")
            .defaultValue(0)
            .validator(Validators.between(1, 9))
            .build();
    static final Property<String> FILE = Property.string("File")
            .presentation(Presentation.LOCAL_FILE)
            .validator(Validators.readableFile())
            .build();
    static final Property<Double> WIDTH =
            Property.number("Width").defaultValue(0.5).build();
    static final Property<Boolean> FAST =
            Property.bool("Fast").defaultValue(true).build();
    static final Property<List<String>> TAGS = Property.stringList("Tags")
            .defaultValue(List.of("a", "b,c"))
            .validator(Validators.required())
            .build();
    static final Property<List<String>> NAMES =
            Property.stringList("Names").output().build();

    static final class Described extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("Described")
                    .version(2)
                    .aliases("Shown")
                    .categories("Tests\\Describe", "Remote")
                    .summary("Is described.")
                    .seeAlso("Other")
                    .keywords("told")
                    .properties(USER, ACTION, PASSWORD, JOB, COUNT, FILE, WIDTH, FAST, TAGS, NAMES)
                    .visibleWhen(Condition.is(ACTION, "Ping"), FILE)
                    .requiredWhen(Condition.is(ACTION, "LogIn"), PASSWORD)
                    .precondition(
                            Condition.is(ACTION, "Ping"), new Precondition("a session", (in, services, out) -> {}));
        }

        @Override
        protected void execute(Context run) {}
    }

    private static JsonObject json() {
        try (Mantle mantle = TestHosts.host(Described.class)) {
            return mantle.registry().get("Described").toJson();
        }
    }

    private static JsonObject property(String name) {
        for (JsonElement property : json().getAsJsonArray("properties")) {
            if (property.getAsJsonObject().get("name").getAsString().equals(name)) {
                return property.getAsJsonObject();
            }
        }
        throw new AssertionError(name);
    }

    private static JsonElement parsed(String json) {
        return JsonParser.parseString(json);
    }

    @Test
    void theAlgorithmsFactsAreThere() {
        JsonObject json = json();

        assertThat(json.get("name")).isEqualTo(parsed("'Described'"));
        assertThat(json.get("version")).isEqualTo(parsed("2"));
        assertThat(json.get("aliases")).isEqualTo(parsed("['Shown']"));
        assertThat(json.get("categories")).isEqualTo(parsed("['Tests\\\\Describe','Remote']"));
        assertThat(json.get("summary")).isEqualTo(parsed("'Is described.'"));
        assertThat(json.get("seeAlso")).isEqualTo(parsed("['Other']"));
        assertThat(json.get("keywords")).isEqualTo(parsed("['told']"));
        assertThat(json.get("preconditions")).isEqualTo(parsed("[{'name':'a session','when':'Action is Ping'}]"));
    }

    @Test
    void everyPropertyHasTheFieldsOfTheContract() {
        List<String> words =
                List.of("string", "string", "string", "number", "number", "string", "number", "boolean", "str list");
        int at = 0;
        for (JsonElement element : json().getAsJsonArray("properties")) {
            assertThat(element.getAsJsonObject().keySet())
                    .contains(
                            "name",
                            "direction",
                            "type",
                            "default",
                            "mandatory",
                            "secret",
                            "allowedValues",
                            "documentation",
                            "schema");
            if (at < words.size()) {
                assertThat(element.getAsJsonObject().get("type").getAsString()).isEqualTo(words.get(at++));
            }
        }
    }

    @Test
    void aMandatoryPropertysDefaultIsNull() {
        assertThat(property("UserName").get("mandatory")).isEqualTo(parsed("true"));
        assertThat(property("UserName").get("default").isJsonNull()).isTrue();
        assertThat(property("Count").get("mandatory")).isEqualTo(parsed("true"));
        assertThat(property("Count").get("default").isJsonNull()).isTrue();
        assertThat(property("Count").get("schema")).isEqualTo(parsed("{'type':'integer','minimum':1,'maximum':9}"));
    }

    @Test
    void defaultsAreJsonOfTheirType() {
        assertThat(property("JobID").get("default")).isEqualTo(parsed("0"));
        assertThat(property("Width").get("default")).isEqualTo(parsed("0.5"));
        assertThat(property("Fast").get("default")).isEqualTo(parsed("true"));
        assertThat(property("Tags").get("default")).isEqualTo(parsed("['a','b,c']"));
        assertThat(property("Action").get("default")).isEqualTo(parsed("'LogIn'"));
        assertThat(property("Names").get("direction")).isEqualTo(parsed("'Output'"));
    }

    @Test
    void aClosedListIsInTheAllowedValuesAndInTheSchema() {
        assertThat(property("Action").get("allowedValues")).isEqualTo(parsed("['LogIn','Ping']"));
        assertThat(property("Action").get("schema"))
                .isEqualTo(parsed("{'type':'string','enum':['LogIn','Ping'],'default':'LogIn'}"));
    }

    @Test
    void theSchemaTellsWhatTheTypeAndTheValidatorAllow() {
        assertThat(property("Tags").get("schema"))
                .isEqualTo(parsed("{'type':'array','items':{'type':'string'},'minItems':1,'default':['a','b,c']}"));
        assertThat(property("Password").get("schema"))
                .isEqualTo(parsed("{'type':'string','format':'password','writeOnly':true}"));
        assertThat(property("UserName").get("schema").getAsJsonObject().get("description"))
                .isEqualTo(parsed("'The account.'"));
    }

    @Test
    void conditionsPresentationAndGroupAreThere() {
        assertThat(property("File").get("visibleWhen")).isEqualTo(parsed("['Action is Ping']"));
        assertThat(property("File").get("presentation")).isEqualTo(parsed("'local_file'"));
        assertThat(property("File").get("constraint")).isEqualTo(parsed("'an existing file that can be read'"));
        assertThat(property("Password").get("requiredWhen")).isEqualTo(parsed("['Action is LogIn']"));
        assertThat(property("Password").get("secret")).isEqualTo(parsed("true"));
        assertThat(property("UserName").get("group")).isEqualTo(parsed("'Account'"));
    }

    @Test
    void aDescriptionMakesNoInstance() {
        try (Mantle mantle = TestHosts.host(CountsInstances.class)) {
            int afterLoading = CountsInstances.INSTANCES.get();
            mantle.registry().get("CountsInstances").toJson();
            mantle.registry().search("counts");
            assertThat(CountsInstances.INSTANCES).hasValue(afterLoading);
            mantle.run("CountsInstances", java.util.Map.of());
            assertThat(CountsInstances.INSTANCES).hasValue(afterLoading + 1);
        }
    }

    static final class CountsInstances extends Algorithm {
        static final java.util.concurrent.atomic.AtomicInteger INSTANCES =
                new java.util.concurrent.atomic.AtomicInteger();

        CountsInstances() {
            INSTANCES.incrementAndGet();
        }

        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "CountsInstances");
        }

        @Override
        protected void execute(Context run) {}
    }
}
