package org.mantle.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;

/** A gateway with a user who runs jobs. */
abstract class RunningGateway {

    static final String SERVICE = "/platform/webservice/pacclient/";

    /** A user "fed" whose password is "secret". Its hash, slow on purpose, tells its rounds: few, since each test logs in. */
    private static final String USERS = """
            {"users": {"fed": {"algorithm": "PBKDF2WithHmacSHA256", "iterations": 1000, "salt": "%s", "hash": "%s"}}}
            """;

    static String users;

    @TempDir
    Path data;

    Gateway gateway;
    Wire wire;
    String cookie;
    Path work;

    @BeforeAll
    static void makeUsers() throws GeneralSecurityException {
        Prerequisites.command("setsid", "util-linux");
        byte[] salt = "a salt of a test".getBytes(StandardCharsets.US_ASCII);
        byte[] hash = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec("secret".toCharArray(), salt, 1000, 256))
                .getEncoded();
        Base64.Encoder encoder = Base64.getEncoder();
        users = USERS.formatted(encoder.encodeToString(salt), encoder.encodeToString(hash));
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
