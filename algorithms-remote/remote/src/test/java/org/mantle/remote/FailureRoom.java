package org.mantle.remote;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A service that fails as a test says, and a user who is logged in. */
abstract class FailureRoom {

    static final String ENDED = "Your current login session was logout";

    @TempDir
    Path folder;

    ScriptedServer server;
    Host host;

    @BeforeEach
    void start() throws Exception {
        server = new ScriptedServer();
        host = new Host(Host.pac(server.url(), "responseTimeoutSeconds", Waiting.LONG));
        host.loggedIn("anna");
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
        server.close();
    }

    static String jobs(String content) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><Jobs>" + content + "</Jobs>";
    }
}
