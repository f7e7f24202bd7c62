package org.mantle.framework.describe;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/** A JSON Schema validator that is not ours. */
final class IndependentValidator {

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Schema META_SCHEMA =
            REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    private final Schema schema;

    IndependentValidator(JsonObject schema) {
        List<Error> faults = META_SCHEMA.validate(schema.toString(), InputFormat.JSON);
        if (!faults.isEmpty()) {
            throw new AssertionError("not a schema of draft 2020-12: " + faults + "\n" + schema);
        }
        this.schema = REGISTRY.getSchema(schema.toString(), InputFormat.JSON);
    }

    /** Returns what is wrong, empty when nothing is. */
    List<String> validate(JsonElement json) {
        return schema.validate(json.toString(), InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }

    boolean accepts(JsonElement json) {
        return validate(json).isEmpty();
    }
}
