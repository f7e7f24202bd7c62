package org.mantle.web.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.mantle.web.http.WebHandler;
import org.mantle.web.http.WebProblem;
import org.mantle.web.http.WebReply;
import org.mantle.web.http.WebRequest;

/**
 * Serves files that never change while the server runs, such as those of a jar: packed once, kept in memory, and known by the digest of
 * their content, so that a browser that has one is not sent it again. Safe from many threads.
 */
public final class StaticFiles implements WebHandler {

    private static final int WORTH_PACKING = 1024;
    private static final int DIGEST_LETTERS = 24;

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", WebReply.HTML),
            Map.entry("js", "text/javascript;charset=UTF-8"),
            Map.entry("mjs", "text/javascript;charset=UTF-8"),
            Map.entry("css", "text/css;charset=UTF-8"),
            Map.entry("json", WebReply.JSON),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("txt", WebReply.TEXT));

    private final String variable;
    private final Function<String, Optional<InputStream>> source;
    private final Map<String, Optional<KeptFile>> kept = new ConcurrentHashMap<>();

    /** A file in memory; packed only where that makes it smaller. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record KeptFile(String type, String tag, byte[] plain, Optional<byte[]> packed) {}

    /**
     * Creates the handler of a route.
     *
     * @param variable the variable of the route that has the file's path
     * @param source opens a file by its path; asked once for each file that is there
     */
    public StaticFiles(String variable, Function<String, Optional<InputStream>> source) {
        this.variable = variable;
        this.source = source;
    }

    @Override
    public WebReply handle(WebRequest request) {
        return reply(request, request.variable(variable));
    }

    /**
     * Returns one file.
     *
     * @throws WebProblem with status 404 if there is no such file
     */
    public WebReply reply(WebRequest request, String path) {
        KeptFile file =
                find(path).orElseThrow(() -> WebProblem.of(404, "there is nothing at \"" + request.path() + "\""));
        boolean packs = file.packed().isPresent() && takesGzip(request);
        // each form of the file has a tag of its own: a strong one says that every byte is the same
        String tag = '"' + file.tag() + (packs ? "-gzip" : "") + '"';
        WebReply reply = isKnown(request, tag)
                ? WebReply.empty(304)
                : WebReply.bytes(file.type(), packs ? file.packed().get() : file.plain());
        if (packs && reply.status() == 200) {
            reply = reply.with("Content-Encoding", "gzip");
        }
        return reply.with("ETag", tag).with("Cache-Control", "no-cache").with("Vary", "Accept-Encoding");
    }

    private static boolean takesGzip(WebRequest request) {
        return request.headers("Accept-Encoding").stream()
                .flatMap(header -> Stream.of(header.split(",", -1)))
                .map(coding -> coding.replace(" ", "").toLowerCase(Locale.ROOT))
                .anyMatch(coding -> coding.equals("gzip")
                        || (coding.startsWith("gzip;q=") && !coding.matches("gzip;q=0(?:\\.0*)?")));
    }

    /** Tells whether the caller has it, by the weak comparison that is due here (RFC 9110, section 13.1.2). */
    private static boolean isKnown(WebRequest request, String tag) {
        return request.headers("If-None-Match").stream()
                .flatMap(header -> Stream.of(header.split(",", -1)))
                .map(known -> known.strip().replaceFirst("^W/", ""))
                .anyMatch(known -> known.equals(tag) || known.equals("*"));
    }

    private Optional<KeptFile> find(String path) {
        Optional<KeptFile> known = kept.get(path);
        if (known != null) {
            return known;
        }
        // of names of no file none is kept: there is no end of them
        Optional<KeptFile> read =
                isPlain(path) ? source.apply(path).map(content -> read(path, content)) : Optional.empty();
        if (read.isPresent()) {
            kept.put(path, read);
        }
        return read;
    }

    /** Only names that cannot lead out of the folder are looked up at all. */
    private static boolean isPlain(String path) {
        return path.matches("[A-Za-z0-9_@-][A-Za-z0-9._@-]*(?:/[A-Za-z0-9_@-][A-Za-z0-9._@-]*)*");
    }

    private static KeptFile read(String path, InputStream opened) {
        try (InputStream content = opened) {
            byte[] plain = content.readAllBytes();
            String ending = path.substring(path.lastIndexOf('.') + 1);
            String type = TYPES.getOrDefault(ending, "application/octet-stream");
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(plain);
            String tag = HexFormat.of().formatHex(digest).substring(0, DIGEST_LETTERS);
            return new KeptFile(type, tag, plain, packed(plain));
        } catch (IOException e) {
            throw new UncheckedIOException("the file \"" + path + "\" of this installation cannot be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java knows SHA-256", e);
        }
    }

    private static Optional<byte[]> packed(byte[] plain) throws IOException {
        if (plain.length < WORTH_PACKING) {
            return Optional.empty();
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.size() < plain.length ? Optional.of(packed.toByteArray()) : Optional.empty();
    }
}
