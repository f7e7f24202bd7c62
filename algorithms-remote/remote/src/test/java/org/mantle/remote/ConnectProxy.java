package org.mantle.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.mantle.remote.ScriptedServer.Request;

/** An HTTP proxy that makes tunnels to one port of this machine, whatever host is asked for, or refuses to. */
final class ConnectProxy implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final int port;
    private final String answer;

    /** Makes a proxy with its answer to {@code CONNECT}. */
    ConnectProxy(int port, String answer) throws IOException {
        this.port = port;
        this.answer = answer;
        start(this::acceptAll);
    }

    static ConnectProxy to(int port) throws IOException {
        return new ConnectProxy(port, "HTTP/1.1 200 Connection established\r\n\r\n");
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    List<Request> requests() {
        return requests;
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "connect-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                sockets.add(client);
                start(() -> serve(client));
            } catch (IOException e) {
                // closed
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket service = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            sockets.add(service);
            InputStream in = client.getInputStream();
            requests.add(ScriptedServer.read(in));
            OutputStream out = client.getOutputStream();
            out.write(answer.getBytes(StandardCharsets.US_ASCII));
            if (answer.contains(" 200 ")) {
                start(() -> copy(in, service));
                service.getInputStream().transferTo(out);
            }
        } catch (IOException e) {
            // one of the two hung up
        }
    }

    private static void copy(InputStream in, Socket service) {
        try {
            in.transferTo(service.getOutputStream());
        } catch (IOException e) {
            // one of the two hung up
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
