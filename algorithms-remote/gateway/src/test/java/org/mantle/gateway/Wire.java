package org.mantle.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Talks to a gateway in bytes written by hand, and knows nothing of the codec that client and gateway share. */
final class Wire {

    private final URI url;
    private final InetAddress local;

    Wire(Gateway gateway) {
        this(gateway.url());
    }

    Wire(URI url) {
        this(url, new InetSocketAddress(0).getAddress());
    }

    private Wire(URI url, InetAddress local) {
        this.url = url;
        this.local = local;
    }

    /** Talks from another address of this machine. */
    Wire from(String address) throws IOException {
        return new Wire(url, InetAddress.getByName(address));
    }

    /** An answer, byte for byte. */
    record Answer(int status, Map<String, String> headers, byte[] body) {
        String text() {
            return new String(body, UTF_8);
        }

        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    URI uri(String path) {
        return url.resolve(path);
    }

    String hostHeader() {
        return "Host: " + url.getHost() + ":" + url.getPort() + "\r\n";
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(url.getHost(), url.getPort(), local, 0);
        socket.setSoTimeout(120_000);
        return socket;
    }

    /** Sends a request line, headers (each ended by CRLF) and a body, with its length, on a connection of its own. */
    Answer send(String requestLine, String headers, byte[] body) throws IOException {
        String length = body.length > 0 ? "Content-Length: " + body.length + "\r\n" : "";
        return sendRaw(
                (requestLine + " HTTP/1.1\r\n" + hostHeader() + headers + length + "Connection: close\r\n\r\n")
                        .getBytes(UTF_8),
                body);
    }

    Answer send(String requestLine, String headers, String body) throws IOException {
        return send(requestLine, headers, body.getBytes(UTF_8));
    }

    Answer get(String path, String headers) throws IOException {
        return send("GET " + path, headers, "");
    }

    Answer sendRaw(byte[]... pieces) throws IOException {
        try (Socket socket = connect()) {
            for (byte[] piece : pieces) {
                socket.getOutputStream().write(piece);
            }
            socket.getOutputStream().flush();
            return read(socket.getInputStream());
        }
    }

    static Answer read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("The answer ended in its headers: " + head.toString(ISO_8859_1));
            }
            head.write(b);
        }
        String[] lines = head.toString(ISO_8859_1).split("\r\n");
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
            return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, chunks(in));
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new IOException("The answer ended after " + body.length + " of " + length + " bytes");
        }
        return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, body);
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            StringBuilder size = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("The answer was cut off after " + body.size() + " bytes");
                }
                size.append((char) c);
            }
            int length = Integer.parseInt(size.toString().strip(), 16);
            byte[] chunk = in.readNBytes(length);
            body.write(chunk);
            in.readNBytes(2);
            if (chunk.length < length) {
                throw new IOException("The answer was cut off after " + body.size() + " bytes");
            }
            if (length == 0) {
                return body.toByteArray();
            }
        }
    }

    /** Logs on as IBM's client does, and returns the header that says so afterwards. */
    String logOn(String user, String password) throws IOException {
        Answer answer = send(
                "GET /platform/webservice/pacclient/logon/",
                "accept-language: en-us\r\nContent-Type: application/xml\r\nCookie: platform_token=\r\n",
                "<User><name>" + user + "</name> <pass>" + password + "</pass> </User>");
        Matcher token = Pattern.compile("<User><token>([^<]+)</token></User>").matcher(answer.text());
        if (!token.find()) {
            throw new IOException("No token: " + answer.text());
        }
        return "Cookie: platform_token="
                + token.group(1).replace("&quot;", "\"").replace("\"", "#quote#") + "\r\n";
    }

    /** Submits in Mantid's form and returns the job's id. */
    String submit(String cookie, String runnable, String options, String... more) throws IOException {
        Answer answer = submitRaw(cookie, runnable, options, more);
        Matcher id = Pattern.compile("<id>(\\d+)</id>").matcher(answer.text());
        if (!id.find() || id.group(1).equals("0")) {
            throw new IOException("No job: " + answer.text());
        }
        return id.group(1);
    }

    Answer submitRaw(String cookie, String runnable, String options, String... more) throws IOException {
        return submitTo("TOMOPY_0_0_3", cookie, runnable, options, more);
    }

    /** Submits to an application. */
    Answer submitTo(String application, String cookie, String runnable, String options, String... more)
            throws IOException {
        StringBuilder inner = new StringBuilder();
        inner.append(parameter("INPUT_ARGS", options)).append(parameter("INPUT_FILE", runnable));
        for (int i = 0; i + 1 < more.length; i += 2) {
            inner.append(parameter(more[i], more[i + 1]));
        }
        String body = "--bqJky99mlBWa-ZuqjC53mG6EzbmlxB\r\n"
                + "Content-Disposition: form-data; name=\"AppName\"\r\nContent-ID: <AppName>\r\n\r\n"
                + application + "\r\n"
                + "--bqJky99mlBWa-ZuqjC53mG6EzbmlxB\r\n"
                + "Content-Disposition: form-data; name=\"data\"\r\n"
                + "Content-Type: multipart/mixed; boundary=_Part_1_701508.1145579811786\r\n"
                + "Content-ID: <data>\r\n\r\n"
                + inner
                + "--_Part_1_701508.1145579811786--\r\n\r\n"
                + "--bqJky99mlBWa-ZuqjC53mG6EzbmlxB--\r\n\r\n";
        return send(
                "POST /platform/webservice/pacclient/submitapp",
                cookie
                        + "Accept: text/xml,application/xml;\r\n"
                        + "Content-Type: multipart/mixed; boundary=bqJky99mlBWa-ZuqjC53mG6EzbmlxB\r\n",
                body);
    }

    private static String parameter(String id, String value) {
        return "--_Part_1_701508.1145579811786\r\n"
                + "Content-Disposition: form-data; name=\"" + id + "\"\r\n"
                + "Content-Type: application/xml; charset=US-ASCII\r\n"
                + "Content-Transfer-Encoding: 8bit\r\n\r\n"
                + "<AppParam><id>" + id + "</id><value>" + value + "</value><type></type></AppParam>\r\n";
    }

    /** Uploads one file in IBM's form. */
    Answer upload(String cookie, String id, String directory, String name, byte[] content) throws IOException {
        String start = "--4k89ogja023oh1-gkdfk903jf9wngmujfs95m\r\n"
                + "Content-Disposition: form-data; name=\"DirName\"\r\nContent-ID: <DirName>\r\n\r\n"
                + directory + "\r\n"
                + "--4k89ogja023oh1-gkdfk903jf9wngmujfs95m\r\n"
                + "Content-Disposition: form-data; name=\"" + name + "\"; filename=\"" + name + "\"\r\n"
                + "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n"
                + "Accept-Language:en-us\r\n"
                + "Content-ID: <x>\r\n\r\n";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(start.getBytes(UTF_8));
        body.write(content);
        body.write("\r\n--4k89ogja023oh1-gkdfk903jf9wngmujfs95m--\r\n".getBytes(UTF_8));
        return send(
                "POST /platform/webservice/pacclient/upfile/" + id,
                cookie
                        + "Accept: text/plain;\r\n"
                        + "Content-Type: multipart/mixed; boundary=4k89ogja023oh1-gkdfk903jf9wngmujfs95m\r\n",
                body.toByteArray());
    }

    /** The state of a job, as {@code jobs/<id>} tells it. */
    String state(String cookie, String id) throws IOException {
        return element(get("/platform/webservice/pacclient/jobs/" + id, cookie).text(), "status");
    }

    static String element(String xml, String name) {
        Matcher matcher =
                Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(xml);
        return matcher.find() ? matcher.group(1) : "";
    }
}
