package org.mantle.remote;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A proxy before a service that loses requests and answers at random places. */
final class LossyProxy implements AutoCloseable {

    /** What becomes of one call. */
    enum Fault {
        NONE,
        /** The service never hears of it. */
        REQUEST_LOST,
        REFUSED_UNSENT,
        /** The service does what it is asked, and the client does not hear so. */
        ANSWER_LOST,
        ANSWER_RESET,
        ANSWER_CUT,
        ANSWER_EMPTY,
        ANSWER_GARBLED,
        GATEWAY_TIME_OUT;

        boolean isUnsent() {
            return this == REQUEST_LOST || this == REFUSED_UNSENT;
        }
    }

    /** Chooses what becomes of a call. */
    interface Choice {
        Fault of(String operation, String mark);
    }

    /** How much of what befalls submissions befalls other calls. */
    private static final double OTHER_CALLS = 0.25;

    private static final String MARK = "idempotency-key";

    private final ServerSocket listener;
    private final URI service;
    private final boolean hidesMarks;
    private final Choice choice;
    private final Map<Fault, AtomicInteger> happened = new ConcurrentHashMap<>();

    /**
     * Starts a proxy.
     *
     * @param hidesMarks whether neither side hears of the other's header for marks, as if the service were of another maker
     */
    LossyProxy(URI service, boolean hidesMarks, Choice choice) throws IOException {
        this.service = service;
        this.hidesMarks = hidesMarks;
        this.choice = choice;
        listener = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
        start("lossy-proxy", this::acceptAll);
    }

    /**
     * Returns a choice by chance: of a submission, only so many sendings are lost on their way to the service and so many answers, as
     * clients try for a bounded time.
     */
    static Choice random(long seed, double unsent, double lost, int mostUnsent, int mostLost) {
        Random random = new Random(seed);
        Map<String, AtomicInteger> lossesOf = new ConcurrentHashMap<>();
        Map<String, AtomicInteger> unsentOf = new ConcurrentHashMap<>();
        return (operation, mark) -> {
            double dice;
            Fault fault;
            synchronized (random) {
                dice = random.nextDouble();
                Fault[] all = Fault.values();
                int first = Fault.ANSWER_LOST.ordinal();
                fault = dice < unsent
                        ? all[Fault.REQUEST_LOST.ordinal() + random.nextInt(2)]
                        : all[first + random.nextInt(all.length - first)];
            }
            double most = unsent + lost;
            if (mark.isEmpty() && !operation.equals("logon") && dice < most * OTHER_CALLS) {
                return fault;
            }
            if (mark.isEmpty() || dice >= most) {
                return Fault.NONE;
            }
            int before = (fault.isUnsent() ? unsentOf : lossesOf)
                    .computeIfAbsent(mark, none -> new AtomicInteger())
                    .getAndIncrement();
            return before < (fault.isUnsent() ? mostUnsent : mostLost) ? fault : Fault.NONE;
        };
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort() + service.getPath();
    }

    /** Returns how often something happened. */
    int count(Fault fault) {
        AtomicInteger count = happened.get(fault);
        return count == null ? 0 : count.get();
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                start("lossy-connection", () -> serve(client));
            } catch (IOException e) {
                // closed
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            ScriptedServer.Request request = ScriptedServer.read(new BufferedInputStream(client.getInputStream()));
            String mark = request.headers().getOrDefault(MARK, "");
            Fault fault = choice.of(request.operation(), mark);
            happened.computeIfAbsent(fault, none -> new AtomicInteger()).incrementAndGet();
            byte[] answer = fault.isUnsent() ? new byte[0] : passedOn(request);
            byte[] told = told(fault, answer);
            client.getOutputStream().write(told);
            client.getOutputStream().flush();
            if (fault == Fault.ANSWER_RESET) {
                client.setSoLinger(true, 0);
            }
        } catch (IOException e) {
            // one of both hung up
        }
    }

    private static byte[] told(Fault fault, byte[] answer) {
        return switch (fault) {
            case NONE -> answer;
            case REQUEST_LOST, ANSWER_LOST, ANSWER_RESET -> new byte[0];
            case REFUSED_UNSENT -> ScriptedServer.response("503 Service Unavailable", "", new byte[0]);
            case ANSWER_CUT -> Arrays.copyOf(answer, answer.length - 10);
            case ANSWER_EMPTY -> ScriptedServer.response("200 OK", "", new byte[0]);
            case ANSWER_GARBLED ->
                ScriptedServer.response("200 OK", "", "<html>a page</html>".getBytes(StandardCharsets.US_ASCII));
            case GATEWAY_TIME_OUT -> ScriptedServer.response("504 Gateway Timeout", "", new byte[0]);
        };
    }

    /** Hands a request to the service, and returns the whole answer. */
    private byte[] passedOn(ScriptedServer.Request request) throws IOException {
        StringBuilder head = new StringBuilder(request.method() + " " + request.target() + " HTTP/1.1\r\n");
        request.headers().forEach((name, value) -> {
            if (!name.equals("connection") && !(hidesMarks && name.equals(MARK))) {
                head.append(name).append(": ").append(value).append("\r\n");
            }
        });
        head.append("Connection: close\r\n\r\n");
        try (Socket toService = new Socket(service.getHost(), service.getPort())) {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            message.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
            message.write(request.bytes());
            toService.getOutputStream().write(message.toByteArray());
            InputStream in = toService.getInputStream();
            byte[] answer = in.readAllBytes();
            return hidesMarks ? withoutMarks(answer) : answer;
        }
    }

    private static byte[] withoutMarks(byte[] answer) {
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        StringBuilder kept = new StringBuilder();
        for (String line : text.substring(0, end).split("\r\n")) {
            if (!line.toLowerCase(Locale.ROOT).startsWith(MARK)) {
                kept.append(line).append("\r\n");
            }
        }
        return (kept + text.substring(end + 2)).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
