package org.mantle.remote.pac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mantle.framework.property.Problem;
import org.mantle.remote.job.Session;
import org.mantle.remote.kind.InvalidSettingsException;
import org.mantle.remote.kind.ResourceSettings;

/** What is made of the settings of a resource that speaks PAC. */
class PacKindTests {

    private final PacKind kind = new PacKind();

    private PacResource read(Map<String, ?> settings) {
        return PacResource.of(ResourceSettings.of(kind, settings));
    }

    @Test
    void textsAsAFormHasThemAreReadLikeAnyOther() {
        PacResource settings = read(Map.of(
                "url",
                " https://h/platform ",
                "logIn",
                "scarf",
                "logInUrl",
                "https://h/token.py",
                "applications",
                "[{\"runnable\": \"*.py\", \"application\": \"PYTHON\"}]",
                "connectTimeoutSeconds",
                "2.5",
                "trustedCertificates",
                "/etc/ca.pem"));
        assertThat(settings.url()).hasToString("https://h/platform/");
        assertThat(settings.scarfLogInUrl()).contains(URI.create("https://h/token.py"));
        assertThat(settings.connectTimeout()).hasMillis(2500);
        assertThat(settings.responseTimeout()).hasSeconds(60);
        assertThat(settings.trustedCertificates()).contains(Path.of("/etc/ca.pem"));
        assertThat(settings.ruleFor("/x/run.py").application()).isEqualTo("PYTHON");
        assertThat(settings.ruleFor("/x/run.pyc").application()).isEqualTo("generic");
    }

    @Test
    void theTextOfRulesIsJsonThatAnyEncodingOfUnicodeHolds() {
        List<ApplicationRule> rules = List.of(
                new ApplicationRule("<a&b>='\ud83d", "É"), new ApplicationRule("*", "T", Map.of("AXIS", "1.5")));
        String text = ApplicationRulesType.INSTANCE.toText(rules);
        assertThat(text)
                .isEqualTo(
                        "[{\"runnable\":\"<a&b>='\\ud83d\",\"application\":\"É\"},{\"runnable\":\"*\",\"application\":\"T\",\"parameters\":{\"AXIS\":\"1.5\"}}]");
        assertThat(ApplicationRulesType.INSTANCE.fromText(text)).isEqualTo(rules);
    }

    @Test
    void theFirstRuleThatFitsSaysWhichApplicationRunsAJob() {
        PacResource settings = read(Map.of(
                "url",
                URI.create("https://h/"),
                "applications",
                List.of(
                        Map.of("runnable", "/a/?.sh", "application", "ONE"),
                        Map.of("runnable", "*.sh", "application", "TWO"))));
        assertThat(settings.ruleFor("/a/1.sh").application()).isEqualTo("ONE");
        assertThat(settings.ruleFor("/a/12.sh").application()).isEqualTo("TWO");
        assertThat(settings.ruleFor("/a/1xsh").application()).isEqualTo("generic");
    }

    @Test
    void aRuleGivesNoParameterThatARunGivesItselfAndHasNothingElse() {
        for (Map<String, ?> wrong : List.<Map<String, ?>>of(
                Map.of("parameters", Map.of("INPUT_ARGS", "x")),
                Map.of("parameters", Map.of("a b", "x")),
                Map.of("parameters", Map.of("AXIS", 1)),
                Map.of("parameters", List.of()),
                Map.of("paramters", Map.of()))) {
            Map<String, Object> rule = new HashMap<>(Map.of("runnable", "*", "application", "T"));
            rule.putAll(wrong);
            assertThatThrownBy(() -> read(Map.of("url", "https://h/", "applications", List.of(rule))))
                    .as(wrong.toString())
                    .isInstanceOf(InvalidSettingsException.class)
                    .hasMessageContaining("\"applications\": needs ");
        }
    }

    @Test
    void theAddressOfALogInGoesWithTheWayOfScarf() {
        assertThatThrownBy(() -> read(Map.of("url", "https://h/", "logIn", "scarf")))
                .isInstanceOfSatisfying(
                        InvalidSettingsException.class,
                        e -> assertThat(e.problems()).singleElement().satisfies(problem -> {
                            assertThat(problem.property()).isEqualTo("logInUrl");
                            assertThat(problem.code()).isEqualTo(Problem.MISSING);
                        }));
        assertThatThrownBy(() -> read(Map.of("url", "https://h/", "logInUrl", "https://h/x")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("\"logInUrl\": it is for \"logIn\": \"scarf\" only");
    }

    @Test
    void aTokenGoesToTheConfiguredHostAlone() {
        ResourceSettings settings = ResourceSettings.of(kind, Map.of("url", "https://h:8443/platform/"));
        assertThat(kind.accepts(session("https://H/other/"), settings)).isTrue();
        assertThat(kind.accepts(session("https://evil.example/"), settings)).isFalse();
        assertThat(kind.accepts(session("http://h/"), settings)).isFalse();
    }

    private static Session session(String url) {
        return new Session("anna", URI.create(url), "t");
    }

    @Test
    void everySettingIsDescribedForAForm() {
        assertThat(kind.summary()).endsWith(".");
        assertThat(kind.settings()).allSatisfy(setting -> {
            assertThat(setting.documentation()).endsWith(".");
            assertThat(setting.schema().has("type")).as(setting.name()).isTrue();
        });
        assertThat(PacResource.LOG_IN.allowedValues()).containsExactly("pac", "scarf");
        assertThat(PacResource.APPLICATIONS.schema().toString()).contains("\"items\"", "\"runnable\"");
    }
}
