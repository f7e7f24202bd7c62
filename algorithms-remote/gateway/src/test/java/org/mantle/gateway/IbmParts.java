package org.mantle.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Takes an answer in parts apart by the rules that section 9.2 has from IBM's client. */
final class IbmParts {

    private IbmParts() {}

    /** Returns the files by their names: the boundary is the second line, a part's content begins five characters behind its first {@code >}. */
    static Map<String, byte[]> of(Wire.Answer answer) {
        String text = new String(answer.body(), ISO_8859_1);
        String delimiter = text.split("\n", 3)[1].strip();
        List<String> sections = List.of(text.split(Pattern.quote(delimiter), -1));
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String section : sections) {
            int id = section.indexOf("Content-ID: <");
            if (id >= 0) {
                int close = section.indexOf('>');
                String name = section.substring(id + "Content-ID: <".length(), close);
                String content = section.substring(close + 5, section.length() - 2);
                files.put(name, content.getBytes(ISO_8859_1));
            }
        }
        return files;
    }
}
