package org.mantle.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;

/** A gateway with a user who runs jobs. */
abstract class RunningGateway {

    static final String SERVICE = "/platform/webservice/pacclient/";

    static String users;

    @TempDir
    Path data;

    Gateway gateway;
    Wire wire;
    String cookie;
    Path work;

    /** Hashing is slow on purpose: once is enough. */
    @BeforeAll
    static void makeUsers(@TempDir Path folder) throws IOException {
        Prerequisites.command("setsid", "util-linux");
        GatewayUsers.open(folder, false).add("fed", "secret".toCharArray());
        users = Files.readString(folder.resolve(".gateway/users.json"));
    }

    @BeforeEach
    void startGateway() throws IOException {
        // as jobs see it
        data = data.toRealPath();
        Files.createDirectories(data.resolve(".gateway"));
        Files.writeString(data.resolve(".gateway/users.json"), users);
        gateway = Gateway.start(GatewayConfig.builder(data)
                .concurrency(1)
                .killGrace(Duration.ofMillis(300))
                .program("/work/imat/webservice_test/tomopy/", List.of("/bin/echo", "program"))
                .build());
        wire = new Wire(gateway);
        cookie = wire.logOn("fed", "secret");
        work = data.resolve("fed/work");
    }

    @AfterEach
    void stopGateway() {
        if (gateway != null) {
            gateway.close();
        }
    }

    String script(String name, String body) throws IOException {
        return Scripts.executable(data, "fed", name, body);
    }

    String fetch(String id, String file) throws IOException {
        return wire.send("GET " + SERVICE + "file/" + id, cookie, file).text();
    }
}
