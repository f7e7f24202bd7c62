package org.mantle.web.ogc;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/** What the standard publishes as schemas, written down by its words: which keywords a schema of an input may have, and of what kind. */
final class StandardSchemas {

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);

    private static final String SCHEMA = """
            {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "title": {"type": "string"},
                "multipleOf": {"type": "number", "exclusiveMinimum": 0},
                "maximum": {"type": "number"},
                "exclusiveMaximum": {"type": "boolean"},
                "minimum": {"type": "number"},
                "exclusiveMinimum": {"type": "boolean"},
                "maxLength": {"type": "integer", "minimum": 0},
                "minLength": {"type": "integer", "minimum": 0},
                "pattern": {"type": "string"},
                "maxItems": {"type": "integer", "minimum": 0},
                "minItems": {"type": "integer", "minimum": 0},
                "uniqueItems": {"type": "boolean"},
                "maxProperties": {"type": "integer", "minimum": 0},
                "minProperties": {"type": "integer", "minimum": 0},
                "required": {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": true},
                "enum": {"type": "array", "minItems": 1},
                "type": {"enum": ["array", "boolean", "integer", "number", "object", "string"]},
                "not": {"$ref": "#"},
                "allOf": {"type": "array", "items": {"$ref": "#"}},
                "oneOf": {"type": "array", "items": {"$ref": "#"}},
                "anyOf": {"type": "array", "items": {"$ref": "#"}},
                "items": {"$ref": "#"},
                "properties": {"type": "object", "additionalProperties": {"$ref": "#"}},
                "additionalProperties": {"oneOf": [{"$ref": "#"}, {"type": "boolean"}]},
                "description": {"type": "string"},
                "format": {"type": "string"},
                "default": {},
                "nullable": {"type": "boolean"},
                "readOnly": {"type": "boolean"},
                "writeOnly": {"type": "boolean"},
                "example": {},
                "deprecated": {"type": "boolean"},
                "contentMediaType": {"type": "string"},
                "contentEncoding": {"type": "string"},
                "contentSchema": {"type": "string"}
              }
            }
            """;

    private StandardSchemas() {}

    /** Returns what is wrong with the schema of an input or output. */
    static List<String> schemaFaults(String schema) {
        return Definition.faults(SCHEMA, REGISTRY, schema);
    }
}
