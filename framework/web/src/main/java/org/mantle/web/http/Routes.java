package org.mantle.web.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What answers which request, by method and path.
 *
 * <p>A path is {@code /ogc/jobs/{job}}: a part in braces stands for any one part, of which the handler is told as a {@linkplain
 * WebRequest#variable variable}; a last part {@code {name...}} stands for all that follows, be it nothing. A part that is spelt out goes before
 * a variable. A slash at the end counts. What answers {@code GET} answers {@code HEAD}.
 *
 * <p>To be filled by one thread, and then asked by many.
 *
 * @since 0.1.0
 */
public final class Routes {

    private final List<Route> routes = new ArrayList<>();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Route(String method, String[] parts, WebHandler handler) {

        boolean openEnded() {
            return parts[parts.length - 1].endsWith("...}");
        }

        /** Returns the variables where the path fits. */
        Optional<Map<String, String>> match(String[] path) {
            int fixed = openEnded() ? parts.length - 1 : parts.length;
            if (openEnded() ? path.length < fixed : path.length != fixed) {
                return Optional.empty();
            }
            Map<String, String> variables = new HashMap<>();
            for (int i = 0; i < fixed; i++) {
                if (isVariable(parts[i])) {
                    if (path[i].isEmpty()) {
                        return Optional.empty();
                    }
                    variables.put(parts[i].substring(1, parts[i].length() - 1), path[i]);
                } else if (!parts[i].equals(path[i])) {
                    return Optional.empty();
                }
            }
            if (openEnded()) {
                String name = parts[fixed];
                List<String> rest = List.of(path).subList(fixed, path.length);
                variables.put(name.substring(1, name.length() - 4), String.join("/", rest));
            }
            return Optional.of(variables);
        }

        /** A route is more exact than another that differs first by a variable in place of a word. */
        boolean isMoreExactThan(Route other) {
            for (int i = 0; i < Math.min(parts.length, other.parts.length); i++) {
                if (isVariable(parts[i]) != isVariable(other.parts[i])) {
                    return isVariable(other.parts[i]);
                }
            }
            return other.openEnded() && !openEnded();
        }

        private static boolean isVariable(String part) {
            return part.startsWith("{");
        }
    }

    /**
     * What was found.
     *
     * @param handler what answers
     * @param variables the variables of the path, by name
     */
    public record Match(WebHandler handler, Map<String, String> variables) {}

    /** Makes routes that lead nowhere yet. */
    public Routes() {}

    /** Adds what answers requests that only read. */
    public Routes get(String path, WebHandler handler) {
        return on("GET", path, handler);
    }

    /** Adds what answers {@code POST}. */
    public Routes post(String path, WebHandler handler) {
        return on("POST", path, handler);
    }

    /** Adds what answers {@code PUT}. */
    public Routes put(String path, WebHandler handler) {
        return on("PUT", path, handler);
    }

    /** Adds what answers {@code DELETE}. */
    public Routes delete(String path, WebHandler handler) {
        return on("DELETE", path, handler);
    }

    private Routes on(String method, String path, WebHandler handler) {
        routes.add(new Route(method, parts(path), handler));
        return this;
    }

    private static String[] parts(String path) {
        return path.substring(1).split("/", -1);
    }

    /**
     * Finds what answers a request.
     *
     * @param method in capital letters
     * @param path decoded, with a slash before it
     * @throws WebProblem with status 404 if nothing is there, and 405 if what is there knows no such method
     */
    public Match find(String method, String path) {
        String wanted = method.equals("HEAD") ? "GET" : method;
        String[] parts = parts(path.startsWith("/") ? path : "/");
        @Nullable Route best = null;
        Map<String, String> variables = Map.of();
        TreeSet<String> methods = new TreeSet<>();
        for (Route route : routes) {
            Optional<Map<String, String>> match = route.match(parts);
            if (match.isPresent()) {
                methods.add(route.method());
                if (route.method().equals(wanted) && (best == null || route.isMoreExactThan(best))) {
                    best = route;
                    variables = match.get();
                }
            }
        }
        if (best != null) {
            return new Match(best.handler(), variables);
        }
        if (methods.isEmpty()) {
            throw WebProblem.of(404, "there is nothing at \"" + path + "\"");
        }
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        String allowed = String.join(", ", methods);
        throw WebProblem.of(405, "\"" + path + "\" knows no " + method + "; it knows " + allowed)
                .with("Allow", allowed);
    }
}
