package org.mantle.web.http;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * One request, whose sender has shown that he may send it. For one thread at a time.
 *
 * @since 0.1.0
 */
public interface WebRequest {

    /** Returns the method, in capital letters. */
    String method();

    /** Returns the path from the root of the server, decoded. */
    String path();

    /**
     * Returns what stood in the path for a variable of the route, decoded.
     *
     * @throws IllegalArgumentException if the route has no such variable
     */
    String variable(String name);

    /** Returns the first value of a parameter of the query, decoded; empty when there is none. */
    Optional<String> query(String name);

    /** Returns all values of a parameter of the query, decoded, in their order. */
    List<String> queryAll(String name);

    /** Returns the query as it was sent, without the question mark; empty when there is none. */
    String queryText();

    /** Returns the first value of a header; the letter case of its name does not matter. */
    Optional<String> header(String name);

    /** Returns all values of a header, in their order. */
    List<String> headers(String name);

    /**
     * Returns the media type that the caller prefers, by its {@code Accept}.
     *
     * @param offered the types that there are, the best first; the first is returned where the caller has no opinion
     * @return empty when the caller wants none of them
     */
    Optional<String> preferred(List<String> offered);

    /** Returns the address under which the caller knows this server, such as {@code http://127.0.0.1:8760}, without a slash behind it. */
    String base();

    /** Returns the body, to be read once; it ends with a {@link WebProblem} of status 413 behind so many bytes. */
    InputStream body(long limit);

    /**
     * Reads the body, once.
     *
     * @param limit how many bytes it may have
     * @throws WebProblem with status 413 if it has more
     * @throws IOException if it does not come
     */
    byte[] bytes(int limit) throws IOException;

    /**
     * Reads the body as JSON, once.
     *
     * @param limit how many bytes it may have
     * @throws WebProblem with status 413 if it has more, and 400 if it is no JSON in UTF-8
     * @throws IOException if it does not come
     */
    JsonElement json(int limit) throws IOException;
}
