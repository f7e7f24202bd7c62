package org.mantle.pac;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** XML as far as the protocol uses it: elements and text. Document types and entities of one's own are refused. */
final class Xml {

    static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    private static final int MAXIMUM_DEPTH = 64;

    private Xml() {}

    static String element(String name, String text) {
        return "<" + name + ">" + escape(text) + "</" + name + ">";
    }

    /** Escapes markup; a character that XML cannot hold becomes U+FFFD. */
    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '\r' -> out.append("&#13;");
                default -> out.appendCodePoint(isXmlCharacter(c) ? c : 0xfffd);
            }
        });
        return out.toString();
    }

    private static boolean isXmlCharacter(int c) {
        return c == '\t' || c == '\n' || (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000;
    }

    /** Undoes the five named entities, for texts that are not well-formed as a whole. */
    static String unescape(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
    }

    /** Returns what stands between the first opening and the last closing tag of that name, as it is. */
    static Optional<String> literal(String text, String name) {
        int start = text.indexOf("<" + name + ">");
        int end = text.lastIndexOf("</" + name + ">");
        return start < 0 || end < start
                ? Optional.empty()
                : Optional.of(text.substring(start + name.length() + 2, Math.max(end, start + name.length() + 2)));
    }

    static boolean looksLikeXml(String text) {
        return text.stripLeading().startsWith("<");
    }

    static PacElement parse(String text) throws PacFormatException {
        try {
            XMLStreamReader reader = newFactory().createXMLStreamReader(new StringReader(text.strip()));
            try {
                return parseDocument(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw new PacFormatException("This is not well-formed XML: " + lastLine(String.valueOf(e.getMessage())), e);
        }
    }

    private static XMLInputFactory newFactory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    private static PacElement parseDocument(XMLStreamReader reader) throws XMLStreamException, PacFormatException {
        while (true) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    PacElement root = parseElement(reader, 0);
                    while (reader.hasNext()) {
                        reader.next();
                    }
                    return root;
                }
                case XMLStreamConstants.DTD ->
                    throw new PacFormatException("XML with a document type declaration is refused");
                default -> {}
            }
        }
    }

    private static PacElement parseElement(XMLStreamReader reader, int depth)
            throws XMLStreamException, PacFormatException {
        if (depth > MAXIMUM_DEPTH) {
            throw new PacFormatException("XML nested deeper than " + MAXIMUM_DEPTH + " elements is refused");
        }
        String name = reader.getLocalName();
        StringBuilder text = new StringBuilder();
        List<PacElement> children = new ArrayList<>();
        while (true) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> children.add(parseElement(reader, depth + 1));
                case XMLStreamConstants.END_ELEMENT -> {
                    return new PacElement(name, Map.of(), text.toString(), children);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new PacFormatException("XML with the entity '" + reader.getLocalName() + "' is refused");
                default -> {}
            }
        }
    }

    private static String lastLine(String message) {
        return message.lines().reduce((first, last) -> last).orElse("");
    }
}
