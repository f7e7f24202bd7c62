package org.mantle.web.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;

/** Shows JSON as a page: its members as a list of terms, its links as links. */
final class HtmlView {

    private final StringBuilder page = new StringBuilder(4096);

    private HtmlView() {}

    static String of(String title, JsonElement json) {
        HtmlView view = new HtmlView();
        view.page
                .append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(escaped(title))
                .append("</title>\n<link rel=\"stylesheet\" href=\"/page/ogc.css\">\n</head>\n<body>\n<main>\n<h1>")
                .append(escaped(title))
                .append("</h1>\n");
        view.add(json);
        return view.page.append("</main>\n</body>\n</html>\n").toString();
    }

    private void add(JsonElement json) {
        if (json instanceof JsonObject object) {
            if (object.has("href") && object.get("href").isJsonPrimitive()) {
                addLink(object);
            } else {
                page.append("<dl>\n");
                for (Map.Entry<String, JsonElement> member : object.entrySet()) {
                    page.append("<dt>").append(escaped(member.getKey())).append("</dt>\n<dd>");
                    add(member.getValue());
                    page.append("</dd>\n");
                }
                page.append("</dl>\n");
            }
        } else if (json instanceof JsonArray array) {
            page.append("<ul>\n");
            for (JsonElement element : array) {
                page.append("<li>");
                add(element);
                page.append("</li>\n");
            }
            page.append("</ul>\n");
        } else {
            page.append(escaped(json.isJsonNull() ? "null" : json.getAsString()));
        }
    }

    private void addLink(JsonObject link) {
        String address = link.get("href").getAsString();
        String words = link.has("title") ? link.get("title").getAsString() : address;
        String relation = link.has("rel") ? link.get("rel").getAsString() : "";
        // only addresses of the web become links: what an algorithm gives could be a script
        if (address.startsWith("http://") || address.startsWith("https://")) {
            page.append("<a href=\"")
                    .append(escaped(address))
                    .append("\">")
                    .append(escaped(words))
                    .append("</a>");
        } else {
            page.append(escaped(address));
        }
        if (!relation.isEmpty()) {
            page.append(" (").append(escaped(relation)).append(')');
        }
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
