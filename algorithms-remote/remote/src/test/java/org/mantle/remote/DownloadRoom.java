package org.mantle.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A service whose job has files, and a folder to fetch them to. */
abstract class DownloadRoom {

    @TempDir
    Path folder;

    Path results;
    ScriptedServer server;
    Host host;

    @BeforeEach
    void start() throws Exception {
        results = Files.createDirectories(folder.resolve("in/results"));
        server = new ScriptedServer();
        server.text("jobs", "<Jobs><Job><cmd>x</cmd><id>7</id><name>n</name><status>Done</status></Job></Jobs>");
        host = new Host(Host.pac(server.url(), "responseTimeoutSeconds", Waiting.LONG));
        host.loggedIn("anna");
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
        server.close();
    }

    void lists(String list) {
        server.text("jobfiles", list);
    }

    void gives(byte[] content) {
        server.on("file", (request, out) -> out.write(ScriptedServer.response("200 OK", "", content)));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    void download(String name) {
        host.run(
                "anna",
                "Download",
                "DownloadJobID",
                7,
                "LocalDirectory",
                results.toString(),
                "RemoteJobFilename",
                name);
    }

    Throwable failure(String name) {
        return host.failure(
                "anna",
                "Download",
                "DownloadJobID",
                7,
                "LocalDirectory",
                results.toString(),
                "RemoteJobFilename",
                name);
    }

    List<String> everythingWritten() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
