package org.mantle.web.api;

import java.util.List;
import java.util.stream.Collectors;
import org.mantle.web.http.WebReply;

/** A table as comma-separated values (RFC 4180). For one thread. */
final class Csv {

    private final StringBuilder text = new StringBuilder();

    Csv() {}

    void row(List<String> cells) {
        text.append(cells.stream().map(Csv::quoted).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r')
                && cell.strip().equals(cell);
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    WebReply reply(String file) {
        return WebReply.text("text/csv;charset=UTF-8", text.toString())
                .with("Content-Disposition", "attachment; filename=\"" + file + "\"");
    }
}
