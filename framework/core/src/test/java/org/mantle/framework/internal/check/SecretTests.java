package org.mantle.framework.internal.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mantle.framework.testing.TestHosts.codes;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.type.HostStorage;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.run.AlgorithmCancelledException;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.testing.TestHosts;
import org.mantle.framework.testing.TestHosts.Body;
import org.mantle.framework.type.PropertyType;
import org.mantle.framework.type.Secret;
import org.mantle.validators.Validators;

/** Secrets reach the algorithm and nothing else. */
class SecretTests {

    private static final String MARK = "xyzzy-Mark-4711";

    static final Property<String> ACTION = Property.string("Action")
            .defaultValue("LogIn")
            .validator(Validators.oneOf("LogIn", "Other", "Fail"))
            .build();
    static final Property<Secret> PASSWORD = Property.secret("Password").build();
    static final Property<Secret> PIN = Property.secret("Pin")
            .validator(Validators.satisfying("at least 4 letters", pin -> pin.isEmpty() || pin.reveal().length >= 4))
            .build();
    static final Property<Integer> COUNT = Property.integer("Count").build();

    static final class LogsIn extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "LogsIn")
                    .properties(ACTION, PASSWORD, PIN, COUNT)
                    .requiredWhen(Condition.is(ACTION, "LogIn"), PASSWORD)
                    .visibleWhen(Condition.isOneOf(ACTION, "LogIn", "Fail"), PIN);
        }

        @Override
        protected void execute(Context run) throws Exception {
            run.service(Body.class).run(run);
        }
    }

    private final AtomicReference<Secret> seen = new AtomicReference<>();
    private final AtomicReference<String> revealed = new AtomicReference<>("");

    private Mantle host() {
        return TestHosts.host(
                run -> {
                    seen.set(run.get(PASSWORD));
                    revealed.set(new String(run.get(PASSWORD).reveal()));
                    if (run.get(ACTION).equals("Fail")) {
                        throw new IOException("the server said no");
                    }
                },
                LogsIn.class);
    }

    private static String everythingShownBy(Mantle mantle) {
        StringBuilder shown = new StringBuilder();
        mantle.history()
                .records()
                .forEach(record -> shown.append(record)
                        .append(record.inputs())
                        .append(record.outputs())
                        .append(record.error())
                        .append(record.toJson()));
        mantle.registry().all().forEach(descriptor -> shown.append(descriptor).append(descriptor.toJson()));
        return shown.append(mantle.history().toJson()).toString();
    }

    @Test
    void textJsonArrayAndSecretReachTheAlgorithmWithTheirBlanks() {
        try (Mantle mantle = host()) {
            String password = " " + MARK + " ";
            for (Object given : List.of(
                    password,
                    new StringBuilder(password),
                    new JsonPrimitive(password),
                    password.toCharArray(),
                    Secret.of(password.toCharArray()))) {
                mantle.run("LogsIn", Map.of("Password", given));
                assertThat(revealed.get()).isEqualTo(password);
            }
            assertThat(everythingShownBy(mantle)).doesNotContain(MARK).contains("********");
        }
    }

    @Test
    void aSecretMadeForTheRunIsWipedAfterItAlsoWhenItFails() {
        try (Mantle mantle = host()) {
            mantle.run("LogsIn", Map.of("Password", MARK));
            assertThat(seen.get().isEmpty()).isTrue();
            assertThatIllegalStateException().isThrownBy(() -> seen.get().reveal());

            assertThatExceptionOfType(AlgorithmFailedException.class)
                    .isThrownBy(() -> mantle.run("LogsIn", Map.of("Password", MARK, "Action", "Fail")));
            assertThatIllegalStateException().isThrownBy(() -> seen.get().reveal());
            assertThat(everythingShownBy(mantle)).doesNotContain(MARK);
        }
    }

    @Test
    void theCallersSecretAndArrayAreLeftToTheCaller() {
        try (Mantle mantle = host()) {
            Secret secret = Secret.of(MARK.toCharArray());
            char[] array = MARK.toCharArray();
            mantle.run("LogsIn", Map.of("Password", secret));
            mantle.run("LogsIn", Map.of("Password", array));

            assertThat(secret.reveal()).isEqualTo(MARK.toCharArray());
            assertThat(array).isEqualTo(MARK.toCharArray());
        }
    }

    @Test
    void aWipedSecretCountsAsNotGiven() {
        Secret secret = Secret.of(MARK.toCharArray());
        secret.wipe();
        try (Mantle mantle = host()) {
            assertThat(codes(mantle.validate("LogsIn", Map.of("Password", secret))))
                    .containsExactly("Password:missing");
        }
    }

    @Test
    void noMessageQuotesASecret() {
        try (Mantle mantle = host()) {
            Map<String, Object> given = new HashMap<>();
            given.put("Password", new com.google.gson.JsonArray());
            given.put("password", MARK);
            given.put("Pin", "p4x");
            assertThatExceptionOfType(InvalidPropertyException.class)
                    .isThrownBy(() -> mantle.run("LogsIn", given))
                    .satisfies(e -> {
                        assertThat(codes(e.problems()))
                                .containsExactly("Password:wrongType", "Password:duplicate", "Pin:invalid");
                        assertThat(e.toString() + e.problems()).doesNotContain(MARK, "p4x");
                    });
            assertThat(mantle.validate("LogsIn", Map.of("Password", 4711)))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message()).doesNotContain("4711"));
        }
    }

    @Test
    void aDeferredSecretIsReadExactlyOnceAfterAllOtherChecks() {
        AtomicInteger reads = new AtomicInteger();
        Secret deferred = Secret.deferred("@env:PAC_PASSWORD", () -> {
            reads.incrementAndGet();
            return MARK.toCharArray();
        });
        try (Mantle mantle = host()) {
            assertThat(mantle.validate("LogsIn", Map.of("Password", deferred, "Count", "x")))
                    .hasSize(1);
            assertThat(mantle.validate("LogsIn", Map.of("Password", deferred))).isEmpty();
            assertThatExceptionOfType(InvalidPropertyException.class)
                    .isThrownBy(() -> mantle.run("LogsIn", Map.of("Password", deferred, "Count", "x")));
            assertThat(reads).hasValue(0);

            mantle.run("LogsIn", Map.of("Password", deferred));

            assertThat(reads).hasValue(1);
            assertThat(revealed.get()).isEqualTo(MARK);
            assertThatIllegalStateException().isThrownBy(() -> seen.get().reveal());
            RunRecord record = mantle.history().records().get(0);
            assertThat(record.inputs().get("Password"))
                    .isInstanceOfSatisfying(
                            Secret.class, kept -> assertThat(kept.reference()).isEqualTo("@env:PAC_PASSWORD"));
            assertThat(record.toJson().getAsJsonObject("inputs").get("Password").getAsString())
                    .isEqualTo("@env:PAC_PASSWORD");
            assertThat(record.toJson().getAsJsonObject("inputs").get("Password").getAsString())
                    .isEqualTo("@env:PAC_PASSWORD");
        }
    }

    @Test
    void aDeferredSecretThatDoesNotCountIsNotRead() {
        Secret deferred = Secret.deferred("@env:PIN", () -> {
            throw new AssertionError("read");
        });
        try (Mantle mantle = host()) {
            mantle.run("LogsIn", Map.of("Action", "Other", "Pin", deferred));
            assertThat(mantle.history().records()).hasSize(1);
        }
    }

    @Test
    void everySourceThatFailsIsAProblemAndWhatWasReadIsWiped() {
        char[] read = MARK.toCharArray();
        Secret good = Secret.deferred("@env:GOOD", () -> read);
        Secret bad = Secret.deferred("@file:/none", () -> {
            throw new IOException("/none does not exist; name a file that can be read");
        });
        Secret worse = Secret.deferred("@env:WORSE", () -> {
            throw new IllegalArgumentException(MARK);
        });
        try (Mantle mantle = host()) {
            assertThatExceptionOfType(InvalidPropertyException.class)
                    .isThrownBy(() -> mantle.run("LogsIn", Map.of("Password", good, "Pin", bad)))
                    .satisfies(e -> assertThat(codes(e.problems())).containsExactly("Pin:unavailable"))
                    .withMessageContaining("@file:/none: /none does not exist");
            assertThat(read).containsOnly('\0');
            assertThatExceptionOfType(InvalidPropertyException.class)
                    .isThrownBy(() -> mantle.run("LogsIn", Map.of("Password", worse, "Pin", bad)))
                    .satisfies(e -> {
                        assertThat(codes(e.problems())).containsExactly("Password:unavailable", "Pin:unavailable");
                        assertThat(e.getMessage()).doesNotContain(MARK);
                    });
        }
    }

    @Test
    void anInterruptWhileASecretIsReadCancelsTheRun() {
        Secret interrupted = Secret.deferred("prompt", () -> {
            throw new InterruptedException();
        });
        try (Mantle mantle = host()) {
            assertThatExceptionOfType(AlgorithmCancelledException.class)
                    .isThrownBy(() -> mantle.run("LogsIn", Map.of("Password", interrupted)));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(mantle.history().records()).isEmpty();
        }
    }

    @Test
    void whatADeferredSecretBringsIsCheckedToo() {
        try (Mantle mantle = host()) {
            Secret empty = Secret.deferred("@env:EMPTY", () -> new char[0]);
            Secret tooShort = Secret.deferred("@env:SHORT", () -> new char[] {'1'});
            assertThatExceptionOfType(InvalidPropertyException.class)
                    .isThrownBy(() -> mantle.run("LogsIn", Map.of("Password", empty, "Pin", tooShort)))
                    .satisfies(e -> assertThat(codes(e.problems())).containsExactly("Password:missing", "Pin:invalid"));
        }
    }

    @Test
    void aSecretHandedOnToAnotherRunOutlivesThatRun() {
        AtomicReference<String> afterwards = new AtomicReference<>();
        Body body = run -> {
            if (run.get(ACTION).equals("Other")) {
                AlgorithmInstance child = run.createChild("LogsIn", 0, 1);
                child.setProperty("Password", run.get(PASSWORD)).execute();
                afterwards.set(new String(run.get(PASSWORD).reveal()));
            }
        };
        try (Mantle mantle = TestHosts.host(body, LogsIn.class)) {
            mantle.run("LogsIn", Map.of("Action", "Other", "Password", MARK));
            assertThat(afterwards.get()).isEqualTo(MARK);
            assertThat(everythingShownBy(mantle)).doesNotContain(MARK);
        }
    }

    private static String stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void aFailureThatQuotesASecretIsRecordedWithStars() {
        Body quotes = run -> {
            if (run.get(ACTION).equals("Other")) {
                run.createChild("LogsIn", 0, 1)
                        .setProperty("Password", run.get(PASSWORD))
                        .execute();
            }
            throw new IOException(
                    "cannot log in at http://me:" + new String(run.get(PASSWORD).reveal()) + "@host");
        };
        try (Mantle mantle = TestHosts.host(quotes, LogsIn.class)) {
            assertThatExceptionOfType(AlgorithmFailedException.class)
                    .isThrownBy(() -> mantle.run("LogsIn", Map.of("Action", "Other", "Password", MARK)))
                    .withMessage("LogsIn v1 failed in its child LogsIn v1: cannot log in at http://me:********@host")
                    .satisfies(e ->
                            assertThat(stackTrace(e)).contains("SecretTests").doesNotContain(MARK));

            RunRecord record = mantle.history().records().get(0);
            assertThat(record.error()).hasValue("LogsIn v1 failed: cannot log in at http://me:********@host");
            assertThat(record.child(0).error()).hasValue("cannot log in at http://me:********@host");
            assertThat(everythingShownBy(mantle)).doesNotContain(MARK);
        }
    }

    @Test
    void anInstanceKeepsItsSecretForTheNextRunAndShowsStars() {
        try (Mantle mantle = host()) {
            AlgorithmInstance instance = mantle.create("LogsIn").setPropertyValue("Password", MARK);
            assertThat(instance.execute()).isTrue();
            assertThat(instance.execute()).isTrue();
            assertThat(revealed.get()).isEqualTo(MARK);
            assertThat(instance.getPropertyValue("Password")).isEqualTo("********");
            assertThat(instance.getPropertyValue("Pin")).isEmpty();
            assertThat("" + instance.getProperty("Password")).isEqualTo("********");
        }
    }

    @Test
    void aSecretThatAnotherReplacesIsWiped() {
        try (Mantle mantle = host()) {
            AlgorithmInstance instance = mantle.create("LogsIn").setPropertyValue("Password", MARK);
            Secret first = (Secret) instance.getProperty("Password");
            instance.setPropertyValue("Password", "other");
            assertThat(first.isEmpty()).isTrue();
            Secret mine = Secret.of(MARK.toCharArray());
            instance.setProperty("Password", mine).setProperty("Password", null);
            assertThat(mine.reveal()).isEqualTo(MARK.toCharArray()); // it stays the caller's to wipe

            Map<String, String> twice = new LinkedHashMap<>();
            twice.put("Password", MARK);
            twice.put("PASSWORD", "other");
            List<Secret> made = new ArrayList<>();
            AlgorithmDescriptor keeps =
                    TestHosts.host(KeepsSecrets.class).registry().get("KeepsSecrets");
            KeepsSecrets.MADE.set(made);
            InputChecker checker = InputChecker.ofMap(CompiledAlgorithm.of(keeps), twice, HostStorage.none(), true);
            assertThat(codes(checker.problems())).containsExactly("Password:duplicate");
            assertThat(made).hasSize(2);
            assertThat(made.get(0).isEmpty()).isTrue();
        }
    }

    /** Shows the test which secrets were made of texts. */
    static final class KeepsSecrets extends Algorithm {
        static final ThreadLocal<List<Secret>> MADE = new ThreadLocal<>();

        @Override
        protected void declare(Declaration declaration) {
            PropertyType<Secret> watched = new PropertyType<>() {
                @Override
                public String word() {
                    return "string";
                }

                @Override
                public Secret fromText(String text) {
                    Secret secret = PropertyTypes.SECRET.fromText(text);
                    MADE.get().add(secret);
                    return secret;
                }

                @Override
                public String toText(Secret value) {
                    return PropertyTypes.SECRET.toText(value);
                }

                @Override
                public Secret fromObject(Object value) {
                    return PropertyTypes.SECRET.fromObject(value);
                }

                @Override
                public JsonObject schema() {
                    return PropertyTypes.SECRET.schema();
                }

                @Override
                public boolean isSecret() {
                    return true;
                }
            };
            TestHosts.facts(declaration, "KeepsSecrets")
                    .properties(Property.of("Password", watched).build());
        }

        @Override
        protected void execute(Context run) {}
    }

    @Test
    void describingShowsThatItIsASecretAndNoDefault() {
        try (Mantle mantle = host()) {
            String json = mantle.registry().get("LogsIn").toJson().toString();
            assertThat(json).contains("\"secret\":true", "\"format\":\"password\"", "\"writeOnly\":true");
        }
    }

    @Test
    void aSecretCanHaveNoDefaultAndBeNoOutput() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Property.secret("Token")
                        .defaultValue(Secret.of(MARK.toCharArray()))
                        .build());
        assertThatIllegalStateException()
                .isThrownBy(() -> Property.secret("Token").output().build());
    }
}
