package org.mantle.benchmarks.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.mantle.pac.AppParameter;
import org.mantle.pac.JobAnswer;
import org.mantle.pac.LogOnAnswer;
import org.mantle.pac.LogOnRequest;
import org.mantle.pac.MultipartBody;
import org.mantle.pac.Submission;

/** A gateway in a process of its own, with many users, and what its clients call. Each call has a connection of its own. */
final class ServingGateway implements AutoCloseable {

    private static final char[] PASSWORD = "many clients".toCharArray();

    /** Few, since who logs in is not what is measured. */
    private static final int ITERATIONS = 1000;

    private static final int HASH_BITS = 256;
    private static final byte[] SALT = new byte[16];
    private static final Pattern USED = Pattern.compile("used (\\d+)K");
    private static final double TICKS_PER_SECOND = 100;

    private final Process process;
    private final BufferedReader lines;
    private final URI service;

    private ServingGateway(Process process, BufferedReader lines, URI service) {
        this.process = process;
        this.lines = lines;
        this.service = service;
    }

    /**
     * Starts a gateway that has so many users.
     *
     * @param launcher {@code bin/mantle}
     * @param data an empty folder
     * @param javaOptions such as {@code -Xmx64m}
     */
    static ServingGateway start(Path launcher, Path data, int users, String javaOptions) throws Exception {
        System.setProperty("http.keepAlive", "false");
        run(
                new String(PASSWORD) + "\n",
                List.of(launcher.toString(), "gateway", "user", "add", user(0), "--data", data.toString()));
        fill(data, users);
        ProcessBuilder builder = new ProcessBuilder(
                        launcher.toString(), "gateway", "--port", "0", "--data", data.toString(), "--allow-many-users")
                .redirectErrorStream(true);
        builder.environment().put("MANTLE_JAVA_OPTIONS", javaOptions);
        Process process = builder.start();
        BufferedReader lines = process.inputReader();
        URI url = URI.create(lines.readLine().replaceAll(".*(http:[^ ]*).*", "$1"));
        // read on, so that it never waits for whoever reads
        Thread reader = new Thread(() -> drain(lines));
        reader.setDaemon(true);
        reader.start();
        return new ServingGateway(process, lines, url.resolve("webservice/pacclient/"));
    }

    private static void drain(BufferedReader lines) {
        try {
            while (lines.readLine() != null) {
                // nobody wants to know
            }
        } catch (IOException e) {
            // the gateway has ended
        }
    }

    /** Returns the name of a user. */
    static String user(int number) {
        return "user" + number;
    }

    private static void fill(Path data, int users) throws Exception {
        SecretKeyFactory factory = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
        byte[] hash = factory.generateSecret(new PBEKeySpec(PASSWORD, SALT, ITERATIONS, HASH_BITS))
                .getEncoded();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve(".gateway/gateway.db"));
                PreparedStatement insert =
                        connection.prepareStatement("INSERT OR REPLACE INTO account (name, algorithm, iterations, salt,"
                                + " hash) VALUES (?, 'PBKDF2WithHmacSHA256', ?, ?, ?)")) {
            connection.setAutoCommit(false);
            for (int number = 0; number < users; number++) {
                insert.setString(1, user(number));
                insert.setInt(2, ITERATIONS);
                insert.setString(3, Base64.getEncoder().encodeToString(SALT));
                insert.setString(4, Base64.getEncoder().encodeToString(hash));
                insert.executeUpdate();
            }
            connection.commit();
        }
    }

    /** Logs a user in, and returns the cookie. */
    String logOn(String user) throws IOException {
        String answer = post("logon/", "", "application/xml", new LogOnRequest(user, PASSWORD).toXml());
        return LogOnAnswer.fromXml(answer)
                .token()
                .orElseThrow(() -> new IOException(answer))
                .toCookieHeader();
    }

    void logOut(String cookie) throws IOException {
        get("logout", cookie);
    }

    /** Submits a job that does nothing, and returns its id. */
    String submit(String cookie) throws IOException {
        MultipartBody body = MultipartBody.submission(
                new Submission("generic", List.of(AppParameter.of("COMMANDTORUN", "true"))), List.of());
        try (InputStream in = body.open()) {
            String answer = post("submitapp", cookie, body.contentType(), in.readAllBytes());
            return JobAnswer.fromXml(answer)
                    .id()
                    .filter(id -> !id.equals("0"))
                    .orElseThrow(() -> new IOException(answer));
        }
    }

    /** Sends a file into a folder of the user's. */
    void upload(String cookie, String directory, String name, byte[] content) throws IOException {
        String head = "--B\r\nContent-ID: <DirName>\r\n\r\n" + directory
                + "\r\n--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"" + name + "\"\r\n\r\n";
        byte[] start = head.getBytes(UTF_8);
        byte[] end = "\r\n--B--\r\n".getBytes(UTF_8);
        HttpURLConnection connection = connection("upfile/0", cookie);
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "multipart/mixed; boundary=B");
        connection.setFixedLengthStreamingMode((long) start.length + content.length + end.length);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(start);
            out.write(content);
            out.write(end);
        }
        String answer = answer(connection);
        if (!answer.contains("successfully")) {
            throw new IOException(answer);
        }
    }

    String get(String path, String cookie) throws IOException {
        return answer(connection(path, cookie));
    }

    private String post(String path, String cookie, String type, byte[] body) throws IOException {
        HttpURLConnection connection = connection(path, cookie);
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", type);
        connection.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        return answer(connection);
    }

    private HttpURLConnection connection(String path, String cookie) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) service.resolve(path).toURL().openConnection();
        if (!cookie.isEmpty()) {
            connection.setRequestProperty("Cookie", cookie);
        }
        return connection;
    }

    private static String answer(HttpURLConnection connection) throws IOException {
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    /** Returns the processor time, in seconds, that the gateway has had. */
    double processorSeconds() throws IOException {
        String stat = Files.readString(proc("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** Returns a line of what the system says of the gateway's memory, such as {@code VmHWM}, in megabytes. */
    double memoryMegabytes(String name) throws IOException {
        try (Stream<String> status = Files.lines(proc("status"))) {
            return status.filter(line -> line.startsWith(name + ":"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum()
                    * 1024
                    / 1e6;
        }
    }

    /** Returns the heap in use after a collection, in megabytes. */
    double heapMegabytes() throws IOException, InterruptedException {
        String pid = Long.toString(process.pid());
        run("", List.of("jcmd", pid, "GC.run"));
        String info = run("", List.of("jcmd", pid, "GC.heap_info"));
        // one line of the whole heap, or one of each generation
        return info.lines()
                        .filter(line -> line.contains("heap ") || line.contains("generation "))
                        .map(USED::matcher)
                        .filter(Matcher::find)
                        .mapToLong(used -> Long.parseLong(used.group(1)))
                        .sum()
                * 1024
                / 1e6;
    }

    /** Returns how many threads, and how many open files, the gateway has. */
    String threadsAndFiles() throws IOException {
        try (Stream<Path> threads = Files.list(proc("task"));
                Stream<Path> files = Files.list(proc("fd"))) {
            return String.format(Locale.ROOT, "%d threads, %d open files", threads.count(), files.count());
        }
    }

    private Path proc(String name) {
        return Path.of("/proc", Long.toString(process.pid()), name);
    }

    private static String run(String input, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command.get(0) + " failed: " + said);
        }
        return said;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        lines.close();
    }
}
