package org.mantle.remote;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/** Answers each operation with bytes that a test wrote down, and keeps the bytes that arrived. It knows no codec. */
final class ScriptedServer implements AutoCloseable {

    static final String TOKEN = "anna\"2026-11-01T10:00:00Z\"c2lnbmF0dXJl+/==\"a2V5";
    static final String COOKIE = "platform_token=anna#quote#2026-11-01T10:00:00Z#quote#c2lnbmF0dXJl+/==#quote#a2V5";
    static final String LOGGED_ON = "<User><token>" + TOKEN.replace("\"", "&quot;") + "\n</token></User>";

    private final ServerSocket listener;
    private final Thread acceptor;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /** What arrived; header names in lower case, texts in Latin-1 so that no byte is lost. */
    record Request(String method, String target, Map<String, String> headers, byte[] bytes) {
        String body() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        String operation() {
            String path = target.replaceAll("\\?.*", "").replaceFirst("^.*/webservice/pacclient/", "");
            return path.startsWith("/") ? path : path.replaceAll("/.*", "");
        }
    }

    /** Answers one request; the connection is closed afterwards. */
    interface Script {
        void answer(Request request, OutputStream out) throws IOException;
    }

    ScriptedServer() throws IOException {
        this(ServerSocketFactory.getDefault());
    }

    ScriptedServer(ServerSocketFactory sockets) throws IOException {
        listener = sockets.createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        acceptor = new Thread(this::acceptAll, "scripted-server");
        acceptor.setDaemon(true);
        acceptor.start();
        text("logon", LOGGED_ON);
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/platform/";
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Sets the answer to an operation such as {@code jobs}, or to a path that begins with a slash. */
    ScriptedServer on(String operation, Script script) {
        scripts.put(operation, script);
        return this;
    }

    /** Answers with status 200 and a text. */
    ScriptedServer text(String operation, String body) {
        return on(
                operation, (request, out) -> out.write(response("200 OK", "", body.getBytes(StandardCharsets.UTF_8))));
    }

    ScriptedServer status(String operation, String status, String headers, String body) {
        return on(
                operation,
                (request, out) -> out.write(response(status, headers, body.getBytes(StandardCharsets.UTF_8))));
    }

    static byte[] response(String status, String headers, byte[] body) {
        byte[] head = ("HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    List<Request> requests() {
        return requests;
    }

    List<Request> requests(String operation) {
        return requests.stream().filter(r -> r.operation().equals(operation)).toList();
    }

    Request only(String operation) {
        List<Request> found = requests(operation);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " requests of " + operation + " instead of one");
        }
        return found.get(0);
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                Thread thread = new Thread(() -> serve(socket), "scripted-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                // closed
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Request request = read(new BufferedInputStream(socket.getInputStream()));
            requests.add(request);
            Script script = scripts.get(request.operation());
            if (script == null) {
                script = (r, out) -> out.write(response("404 Not Found", "", new byte[0]));
            }
            script.answer(request, socket.getOutputStream());
            socket.getOutputStream().flush();
        } catch (IOException e) {
            // the client hung up
        }
    }

    static Request read(InputStream in) throws IOException {
        String[] first = line(in).split(" ");
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        byte[] body = in.readNBytes(length);
        return new Request(first[0], first[1], headers, body);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("end of stream");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
