package org.mantle.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.describe.AlgorithmSchema;
import org.mantle.framework.property.Problem;
import org.mantle.framework.run.AlgorithmDescriptor;

/** The JSON Schema of the inputs accepts just what a run does, in the eyes of a validator that is not ours. */
class SchemaTests {

    /**
     * Values to try of each input. Not among them is what JSON Schema has no words for: a path that leads nowhere, and a
     * directory that only a regular expression of Java's refuses.
     */
    private static Map<String, String> values(Path directory, Path file) {
        return Map.ofEntries(
                Map.entry("UserName", "['alice','',true]"),
                Map.entry(
                        "Action",
                        "['LogIn','LogOut','Ping','Upload','SubmitJob','JobStatus','JobStatusByID','Download','CancelJob',"
                                + "'login']"),
                Map.entry("Password", "['secret','',true]"),
                Map.entry("RunnablePath", "['/work/run','']"),
                Map.entry("JobOptions", "['--rows 1','']"),
                Map.entry("JobName", "['tooth','']"),
                Map.entry("FileToUpload", "['" + file + "','']"),
                Map.entry("DestinationDirectory", "['/work/imat','/work/other','']"),
                Map.entry("JobID", "[0,1,-1,9223372036854775808,1.5,'12[3]','12[','0[3]','007',3.0]"),
                Map.entry("RemoteJobFilename", "['a.tif','']"),
                Map.entry("LocalDirectory", "['" + directory + "','']"),
                Map.entry("DownloadJobID", "[0,7]"),
                Map.entry("CancelJobID", "[0,7,'x']"),
                Map.entry("RemoteJobsID", "[['1']]"));
    }

    @Test
    void theSchemaAcceptsWhatARunAcceptsAndNothingElse(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("a.nxs"), "x");
        Map<String, String> values = values(directory, file);
        Random random = new Random(101);
        Set<String> acceptedActions = new HashSet<>();
        try (Mantle mantle = Mantle.load()) {
            AlgorithmDescriptor algorithm = mantle.registry().get("SCARFTomoReconstruction");
            JsonObject inputs = AlgorithmSchema.ofInputs(algorithm);
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(inputs.toString(), InputFormat.JSON);
            for (int i = 0; i < 20_000; i++) {
                JsonObject map = new JsonObject();
                values.forEach((name, texts) -> {
                    List<JsonElement> tried =
                            JsonParser.parseString(texts).getAsJsonArray().asList();
                    int most = name.startsWith("Remote") ? 6 : name.equals("UserName") ? 100 : 50;
                    // the first ones are the good ones
                    if (random.nextInt(100) < most) {
                        map.add(
                                name,
                                tried.get(
                                        name.equals("Action") || random.nextInt(4) == 0
                                                ? random.nextInt(tried.size())
                                                : 0));
                    }
                });
                List<Problem> problems = mantle.inputs(algorithm, map.asMap()).problems();
                boolean accepts =
                        schema.validate(map.toString(), InputFormat.JSON).isEmpty();
                assertThat(accepts).as("%s has %s", map, problems).isEqualTo(problems.isEmpty());
                if (accepts) {
                    acceptedActions.add(map.has("Action") ? map.get("Action").getAsString() : "");
                }
            }
        }
        // each, and none: the default
        assertThat(acceptedActions).hasSize(10);
    }
}
