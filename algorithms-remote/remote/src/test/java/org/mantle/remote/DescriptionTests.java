package org.mantle.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.property.Problem;
import org.mantle.framework.run.AlgorithmDescriptor;

/** What the algorithm says of itself, against the table of the design, typed by hand. */
class DescriptionTests {

    private static final List<String> TABLE = List.of(
            "UserName|Input|string|null|mandatory",
            "Action|Input|string|\"LogIn\"|",
            "Password|Input|string|secret|",
            "RunnablePath|Input|string|\"/work/imat/webservice_test/tomopy/\"|",
            "JobOptions|Input|string|\"/work/imat/webservice_test/remote_output/test_\"|",
            "JobName|Input|string|\"\"|",
            "FileToUpload|Input|string|\"\"|",
            "DestinationDirectory|Input|string|\"/work/imat\"|",
            "RemoteJobsID|Output|str list|[]|",
            "RemoteJobsNames|Output|str list|[]|",
            "RemoteJobsStatus|Output|str list|[]|",
            "RemoteJobsCommands|Output|str list|[]|",
            "JobID|Input|number|0|",
            "RemoteJobName|Output|string|\"\"|",
            "RemoteJobStatus|Output|string|\"\"|",
            "RemoteJobCommand|Output|string|\"\"|",
            "RemoteJobFilename|Input|string|\"\"|",
            "LocalDirectory|Input|string|\"\"|",
            "DownloadJobID|Input|number|0|",
            "CancelJobID|Input|number|0|");

    @Test
    void theTwentyPropertiesAreThoseOfTheTable() {
        try (Mantle mantle = Mantle.load()) {
            JsonObject description =
                    mantle.registry().get("SCARFTomoReconstruction").toJson();
            List<String> rows = new ArrayList<>();
            for (JsonElement element : description.getAsJsonArray("properties")) {
                JsonObject property = element.getAsJsonObject();
                boolean secret = property.get("secret").getAsBoolean();
                rows.add(property.get("name").getAsString() + "|"
                        + property.get("direction").getAsString() + "|"
                        + property.get("type").getAsString() + "|"
                        + (secret ? "secret" : property.get("default")) + "|"
                        + (property.get("mandatory").getAsBoolean() ? "mandatory" : ""));
                assertThat(property.get("documentation").getAsString()).endsWith(".");
            }
            assertThat(rows).containsExactlyElementsOf(TABLE);
            assertThat(description.getAsJsonArray("categories").toString()).isEqualTo("[\"Algorithms\",\"Remote\"]");
            assertThat(description.get("version").getAsInt()).isEqualTo(1);
        }
    }

    @Test
    void theActionsAreAllowedInTheirOrderAndTheNearestIsOffered() {
        try (Mantle mantle = Mantle.load()) {
            List<String> actions = List.of(
                    "LogIn",
                    "LogOut",
                    "Ping",
                    "Upload",
                    "SubmitJob",
                    "JobStatus",
                    "JobStatusByID",
                    "Download",
                    "CancelJob");
            List<Problem> problems =
                    mantle.validate("SCARFTomoReconstruction", Host.properties("UserName", "a", "Action", "Login"));
            assertThat(problems).singleElement().satisfies(problem -> {
                assertThat(problem.property()).isEqualTo("Action");
                assertThat(problem.allowed()).containsExactlyElementsOf(actions);
                assertThat(problem.nearest()).contains("LogIn");
            });
            assertThat(mantle.validate("SCARFTomoReconstruction", Host.properties("UserName", "a", "Action", "Submit")))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.nearest()).contains("SubmitJob"));
        }
    }

    @Test
    void whatAnActionNeedsIsDemandedAllAtOnceAndOnlyForThatAction() {
        try (Mantle mantle = Mantle.load()) {
            AlgorithmDescriptor algorithm = mantle.registry().get("SCARFTomoReconstruction");
            assertThat(missing(mantle, algorithm, "Action", "LogIn")).containsExactly("UserName", "Password");
            assertThat(missing(mantle, algorithm, "UserName", "a", "Action", "Upload", "DestinationDirectory", ""))
                    .containsExactly("FileToUpload", "DestinationDirectory");
            assertThat(missing(mantle, algorithm, "UserName", "a", "Action", "SubmitJob", "RunnablePath", ""))
                    .containsExactly("RunnablePath");
            assertThat(missing(mantle, algorithm, "UserName", "a", "Action", "JobStatusByID"))
                    .containsExactly("JobID");
            assertThat(missing(mantle, algorithm, "UserName", "a", "Action", "JobStatusByID", "JobID", -1))
                    .containsExactly("JobID");
            assertThat(missing(mantle, algorithm, "UserName", "a", "Action", "Download"))
                    .containsExactly("LocalDirectory", "DownloadJobID");
            assertThat(missing(
                            mantle,
                            algorithm,
                            "UserName",
                            "a",
                            "Action",
                            "Download",
                            "LocalDirectory",
                            "/no/such/place",
                            "DownloadJobID",
                            3))
                    .containsExactly("LocalDirectory");
            assertThat(missing(mantle, algorithm, "UserName", "a", "Action", "CancelJob", "CancelJobID", 0))
                    .containsExactly("CancelJobID");
            assertThat(missing(mantle, algorithm, "UserName", "a", "Action", "Upload", "FileToUpload", "/no/such"))
                    .containsExactly("FileToUpload");
        }
    }

    private static List<String> missing(Mantle mantle, AlgorithmDescriptor algorithm, Object... namesAndValues) {
        return mantle.validate(algorithm, Host.properties(namesAndValues)).stream()
                .map(Problem::property)
                .toList();
    }

    @Test
    void theDeclarationTellsWhichResourceItNeeds() {
        try (Mantle mantle = Mantle.load()) {
            assertThat(ComputeResources.namesInUse(mantle.registry().all())).containsExactly("SCARF@STFC");
        }
    }

    @Test
    void aResourceThatIsNotConfiguredSaysHowToAddIt() {
        try (Mantle mantle = Mantle.load()) {
            for (String action : List.of("Ping", "JobStatus", "LogOut")) {
                assertThat(mantle.validate(
                                "SCARFTomoReconstruction", Host.properties("UserName", "a", "Action", action)))
                        .singleElement()
                        .satisfies(problem -> {
                            assertThat(problem.code()).isEqualTo("precondition");
                            assertThat(problem.message())
                                    .contains("SCARF@STFC", "give its host the ComputeResources of a file that has it");
                        });
            }
        }
    }

    @Test
    void submittingBeforeLoggingInSaysToLogInFirst() throws Exception {
        try (Host host = new Host(Host.pac("https://portal.scarf.rl.ac.uk:8443/platform/"))) {
            assertThat(host.problems("foouser", "SubmitJob")).singleElement().satisfies(problem -> {
                assertThat(problem.property()).isEqualTo("UserName");
                assertThat(problem.message())
                        .contains("foouser is not logged in at SCARF@STFC", "UserName=foouser, Action=LogIn");
            });
        }
    }
}
