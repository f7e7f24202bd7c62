package org.mantle.gateway.http;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.mantle.pac.PercentEncoding;

/**
 * One request and its answer; for one thread at a time.
 *
 * <p>An answer that is given here is sent when the action that gives it has ended, and no thread waits for a client that is slow to take
 * it. So one answer may still be given in place of another.
 */
public final class Exchange {

    /** The media type of words. */
    public static final String PLAIN_TEXT = "text/plain;charset=UTF-8";

    private final Request request;
    private final Visit visit;
    private final Conversation conversation;
    private final PacedInput body;
    private final long number;

    /** Kept, since a client that is gone has none any more. */
    private final String address;

    private @Nullable ArrivingBody shortBody;
    private boolean shortBodyTooLong;
    private @Nullable Answer answer;
    private @Nullable String user;
    private String operation = "";
    private String target = "";
    private @Nullable String refusal;
    private String job = "";
    private List<String> files = List.of();

    Exchange(Request request, Visit visit, Conversation conversation, long number) {
        this.number = number;
        this.request = request;
        this.visit = visit;
        this.conversation = conversation;
        body = new PacedInput(Content.Source.asInputStream(request), visit);
        InetAddress remote = remote();
        address = remote == null ? "" : remote.getHostAddress();
    }

    /** Returns the request's method, such as {@code GET}. */
    public String method() {
        return request.getMethod();
    }

    /** Returns the path as it was sent, without repeated slashes. */
    public String path() {
        String path = request.getHttpURI().getPath();
        return path == null ? "/" : path.replaceAll("/{2,}", "/");
    }

    /** Tells whether the address has a query, be it an empty one. */
    public boolean hasQuery() {
        return request.getHttpURI().getQuery() != null;
    }

    /** Returns the address's query as it was sent, or an empty text. */
    public String queryText() {
        String query = request.getHttpURI().getQuery();
        return query == null ? "" : query;
    }

    /** Returns the fields of the address's query. */
    public Map<String, String> query() {
        return hasQuery() ? pairs(queryText(), false) : Map.of();
    }

    /** Reads {@code a=1&b=2}; only in forms does a plus sign stand for a space. */
    public static Map<String, String> pairs(String text, boolean form) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            pairs.putIfAbsent(name, PercentEncoding.decode(form ? value.replace('+', ' ') : value));
        }
        return pairs;
    }

    /** Returns the first value of a header, or an empty text. */
    public String header(String name) {
        String value = request.getHeaders().get(name);
        return value == null ? "" : value;
    }

    /** Returns all values of a header as they were sent. */
    public List<String> headers(String name) {
        return request.getHeaders().getFields(name).stream()
                .map(HttpField::getValue)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Tells whether the client takes an answer of several parts. */
    public boolean acceptsMultipart() {
        return header("Accept").toLowerCase(Locale.ROOT).contains("multipart/mixed");
    }

    /** Tells whether the request came over TLS. */
    public boolean isSecure() {
        return request.isSecure();
    }

    /** Returns the client's address as text; empty if the client is gone. */
    public String remoteAddress() {
        return address;
    }

    /** Returns what counts as the client's one address, {@link Networks#of}; empty if the client is gone. */
    public String remoteNetwork() {
        InetAddress address = remote();
        return address == null ? "" : Networks.of(address);
    }

    /**
     * Tells whether the client is a program of this machine and calls the server as one. A proxy on this machine, whose clients are
     * elsewhere, passes on the name by which they call it.
     */
    public boolean isOfThisMachine() {
        InetAddress address = remote();
        String host = request.getHttpURI().getHost();
        return address != null && address.isLoopbackAddress() && host != null && HostNames.isOfThisMachine(host);
    }

    private @Nullable InetAddress remote() {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress remote
                ? remote.getAddress()
                : null;
    }

    /** Notes that the client is a user who is logged in, who may keep a thread waiting, and whose body is read over if it is refused. */
    public void setUser(String name) {
        user = name;
        visit.know();
    }

    /**
     * Says for the records what is called.
     *
     * @param newOperation one of few words, such as that of the protocol
     * @param newTarget what it is about, such as the id of a job; nothing that must stay secret
     */
    public void name(String newOperation, String newTarget) {
        operation = newOperation;
        target = newTarget;
    }

    /** Says for the records that what was called was not done, and why, in words that the client gets. */
    public void noteRefusal(String why) {
        refusal = why;
    }

    /** Says for the records which job came of the call. */
    public void noteJob(String id) {
        job = id;
    }

    /** Says for the records which files came with the call, or were asked for, by the names that the user knows. */
    public void noteFiles(List<String> names) {
        files = List.copyOf(names);
    }

    /** Returns the number of the call, by which what is logged of it belongs together. */
    public long number() {
        return number;
    }

    /** Returns what is called, by {@link #name}. */
    public String operation() {
        return operation;
    }

    /** Returns what it is about, by {@link #name}. */
    public String target() {
        return target;
    }

    /** Returns the record of this call. */
    EndedCall ended(boolean whole, Duration duration) {
        Answer given = answer();
        return new EndedCall(
                number,
                user(),
                remoteAddress(),
                operation,
                target,
                job,
                files,
                given.status(),
                Optional.ofNullable(refusal),
                whole,
                body.count(),
                Math.max(0, given.length()),
                duration);
    }

    boolean isOfKnownUser() {
        return user != null;
    }

    /** Returns the user who is logged in, or an empty text. */
    public String user() {
        return user == null ? "" : user;
    }

    /** Returns the body of a {@link Call#withLongBody}, which can be read once. */
    public InputStream body() {
        return body;
    }

    /** Reads a short body, whose thread is free meanwhile. */
    void readShortBody(Consumer<ArrivingBody.End> then) {
        ArrivingBody arriving = ArrivingBody.keeping(request, HttpFront.SHORT_BODY, end -> {
            shortBodyTooLong = end == ArrivingBody.End.TOO_LONG;
            then.accept(end);
        });
        shortBody = arriving;
        arriving.run();
    }

    /**
     * Returns the body of a {@link Call#withShortBody}; once.
     *
     * @param maximum how many bytes are accepted, at most {@link HttpFront#SHORT_BODY}
     * @throws LongBodyException if there are more
     */
    public byte[] shortBody(int maximum) throws LongBodyException {
        byte[] bytes = shortBody == null ? new byte[0] : shortBody.take();
        if (shortBodyTooLong || bytes.length > maximum) {
            throw new LongBodyException(maximum);
        }
        return bytes;
    }

    /**
     * Goes on elsewhere: what is done there gives the answer, and what is done here ends without one.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the executor does not take it; then an answer can be given here
     */
    public void continueIn(Executor executor, Call.Action action) {
        conversation.continueIn(executor, action);
    }

    /** Adds a header to whatever answer is given. */
    public void addHeader(String name, String value) {
        conversation.addHeader(name, value);
    }

    /** Answers with words. */
    public void text(String text) {
        answer(200, PLAIN_TEXT, text);
    }

    /** Answers with XML. */
    public void xml(String xml) {
        xml(200, xml);
    }

    /** Answers with XML and a status. */
    public void xml(int status, String xml) {
        answer(status, "application/xml;charset=UTF-8", xml);
    }

    /** Answers with a text. */
    public void answer(int status, String type, String text) {
        give(Answer.of(status, type, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Answers with no bytes. */
    public void empty(int status) {
        answer(status, "application/octet-stream", "");
    }

    /**
     * Answers with a stream, which is closed when it has been sent or the client is gone. If it ends early the answer is cut off, so that
     * the client sees that it is not whole.
     *
     * @param length exactly how many bytes the stream has, or -1 if nobody knows yet
     */
    public void stream(String type, long length, InputStream body) {
        give(Answer.of(type, length, body));
    }

    /** Answers that something failed. */
    void fail() {
        give(Answer.ofFailure());
    }

    private void give(Answer given) {
        if (answer != null) {
            answer.close();
        }
        answer = given;
    }

    /** Returns the answer; if none was given that is a fault of whoever should have. */
    Answer answer() {
        return answer == null ? Answer.ofFailure() : answer;
    }

    /** Tells whether the client waits to be told to send its body, and was not. */
    boolean keepsBodyBack() {
        return request.getHeaders().contains(HttpHeader.EXPECT) && shortBody == null && !body.isAsked();
    }
}
