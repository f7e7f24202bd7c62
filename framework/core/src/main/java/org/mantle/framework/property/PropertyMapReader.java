package org.mantle.framework.property;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mantle.framework.internal.text.FailureMessage;
import org.mantle.framework.internal.text.JsonReading;
import org.mantle.framework.internal.text.NamedValues;

/** Reads property maps, and finds every part that is none and every name that is there twice. */
final class PropertyMapReader {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Map<String, Object> map = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private PropertyMapReader() {}

    static Map<String, Object> ofText(String text) {
        PropertyMapReader reader = new PropertyMapReader();
        if (isJson(text)) {
            reader.takeJson(text);
        } else {
            reader.takeParts(text, "");
        }
        return reader.read();
    }

    static Map<String, Object> ofFile(Path file) throws IOException {
        try (Reader text = Files.newBufferedReader(file)) {
            return ofReader(text);
        }
    }

    static Map<String, Object> ofReader(Reader text) throws IOException {
        PropertyMapReader reader = new PropertyMapReader();
        List<String> lines = new ArrayList<>();
        BufferedReader buffered = new BufferedReader(text);
        for (String line = buffered.readLine(); line != null; line = buffered.readLine()) {
            lines.add(lines.isEmpty() && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line);
        }
        String whole = String.join("\n", lines);
        if (isJson(whole)) {
            reader.takeJson(whole);
        } else {
            for (int line = 0; line < lines.size(); line++) {
                if (!lines.get(line).stripLeading().startsWith("#")) {
                    reader.takeParts(lines.get(line), "line " + (line + 1));
                }
            }
        }
        return reader.read();
    }

    private static boolean isJson(String text) {
        return text.stripLeading().startsWith("{");
    }

    private void takeJson(String text) {
        try {
            JsonReading.read(text, this::put);
        } catch (IllegalArgumentException e) {
            problems.add(Problem.of("", Problem.MALFORMED, "the text " + FailureMessage.of(e)));
        }
    }

    private void takeParts(String text, String place) {
        NamedValues.read(text, place, this::put, fault -> problems.add(Problem.of("", Problem.MALFORMED, fault)));
    }

    private void put(String name, Object value) {
        if (map.putIfAbsent(name, value) != null) {
            problems.add(Problem.of(name, Problem.DUPLICATE, "it is given more than once; give it once"));
        }
    }

    private Map<String, Object> read() {
        if (!problems.isEmpty()) {
            throw InvalidPropertyException.of("the property map", problems);
        }
        return Collections.unmodifiableMap(map);
    }
}
