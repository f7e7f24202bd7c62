package org.mantle.pac;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An element of the protocol's XML: what it is called, its attributes, its text and the elements in it. Immutable.
 *
 * @param name the element's name
 * @param attributes the attributes by name, in their order; empty for an element that was read
 * @param text the element's own text, without that of its children; empty if it has none
 * @param children the elements in it, in their order
 * @since 0.1.0
 */
public record PacElement(String name, Map<String, String> attributes, String text, List<PacElement> children) {

    /** Creates an element. */
    public PacElement {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        children = List.copyOf(children);
    }

    /** Returns an element with a text. */
    public static PacElement of(String name, String text) {
        return new PacElement(name, Map.of(), text, List.of());
    }

    /** Returns an element with other elements in it. */
    public static PacElement of(String name, List<PacElement> children) {
        return new PacElement(name, Map.of(), "", children);
    }

    /** Returns this element with an attribute behind those that it has. */
    public PacElement with(String attribute, String value) {
        Map<String, String> all = new LinkedHashMap<>(attributes);
        all.put(attribute, value);
        return new PacElement(name, all, text, children);
    }

    /** Returns this element with one more element at its end. */
    public PacElement with(PacElement child) {
        List<PacElement> all = new ArrayList<>(children);
        all.add(child);
        return new PacElement(name, attributes, text, all);
    }

    /**
     * Reads a document. One with a document type, or with entities of its own, is refused.
     *
     * @throws PacFormatException if it is not well-formed
     */
    public static PacElement parse(String document) throws PacFormatException {
        return Xml.parse(document);
    }

    /** Returns the text of the first child of that name. */
    public Optional<String> childText(String childName) {
        return children.stream()
                .filter(child -> child.name.equals(childName))
                .map(PacElement::text)
                .findFirst();
    }

    /** Returns the text of the first element of that name, at any depth, this one included. */
    public Optional<String> find(String wanted) {
        if (name.equals(wanted)) {
            return Optional.of(text);
        }
        return children.stream().flatMap(child -> child.find(wanted).stream()).findFirst();
    }

    /** Returns the document whose root this is. */
    public String toXml() {
        StringBuilder out = new StringBuilder(Xml.DECLARATION);
        append(out);
        return out.toString();
    }

    private void append(StringBuilder out) {
        out.append('<').append(name);
        attributes.forEach((attribute, value) -> out.append(' ')
                .append(attribute)
                .append("=\"")
                .append(Xml.escape(value).replace("\"", "&quot;"))
                .append('"'));
        out.append('>').append(Xml.escape(text));
        children.forEach(child -> child.append(out));
        out.append("</").append(name).append('>');
    }
}
