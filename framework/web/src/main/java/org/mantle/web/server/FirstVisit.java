package org.mantle.web.server;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Request;
import org.mantle.web.http.WebReply;

/**
 * The answer to a browser that comes with the token in its address: a cookie, and a page that leads to the same address without the token.
 * A redirect would not do: a browser that comes from elsewhere does not send a strict cookie along it.
 */
final class FirstVisit {

    private FirstVisit() {}

    static WebReply reply(Request request, String cookie) {
        String target = escaped(target(request));
        String page = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Mantle</title>"
                + "<meta http-equiv=\"refresh\" content=\"0; url=" + target + "\"></head>"
                + "<body><p><a href=\"" + target + "\">Go on to Mantle</a></p></body></html>";
        return WebReply.text(WebReply.HTML, page).with("Set-Cookie", cookie);
    }

    private static String target(Request request) {
        String path = request.getHttpURI().getPath();
        // two slashes would name another host
        String own = path == null || !path.startsWith("/") ? "/" : path.replaceAll("^/+", "/");
        List<String> rest = new ArrayList<>();
        String query = request.getHttpURI().getQuery();
        for (String part : query == null ? new String[0] : query.split("&", -1)) {
            if (!part.startsWith(Guard.TOKEN + "=") && !part.isEmpty()) {
                rest.add(part);
            }
        }
        return rest.isEmpty() ? own : own + "?" + String.join("&", rest);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
