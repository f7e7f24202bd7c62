package org.mantle.pac;

/**
 * One parameter of a submission, such as {@code JOB_NAME}.
 *
 * @param id the parameter's name
 * @param value its value, unescaped
 * @param type empty for a plain value, {@code file} for one that names files
 * @since 0.1.0
 */
public record AppParameter(String id, String value, String type) {

    /** Returns a parameter with a plain value. */
    public static AppParameter of(String id, String value) {
        return new AppParameter(id, value, "");
    }

    String toXml() {
        return "<AppParam>" + Xml.element("id", id) + Xml.element("value", value) + Xml.element("type", type)
                + "</AppParam>";
    }

    static boolean isIn(String partContent) {
        return partContent.contains("<AppParam>");
    }

    /** Reads a parameter; clients send values unescaped, so what is no XML is taken between the tags as it is. */
    static AppParameter fromXml(String text, String partName) throws PacFormatException {
        try {
            PacElement root = Xml.parse(text);
            boolean plain = root.children().stream()
                    .filter(c -> c.name().equals("value"))
                    .allMatch(c -> c.children().isEmpty());
            if (plain) {
                return named(
                        root.childText("id").orElse(partName),
                        root.childText("value").orElse(""),
                        root.childText("type").orElse(""),
                        partName);
            }
        } catch (PacFormatException e) {
            // an unescaped value: read below
        }
        String around = text.replaceFirst("(?s)<value>.*</value>", "");
        return named(
                Xml.literal(around, "id").orElse(partName),
                Xml.literal(text, "value").orElse(""),
                Xml.literal(around, "type").orElse(""),
                partName);
    }

    private static AppParameter named(String id, String value, String type, String partName) throws PacFormatException {
        String name = id.isBlank() ? partName : id.strip();
        if (name.isEmpty()) {
            throw new PacFormatException("A parameter of the submission has no <id>");
        }
        return new AppParameter(name, value, type.strip());
    }
}
