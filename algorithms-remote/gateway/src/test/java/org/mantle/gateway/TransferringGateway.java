package org.mantle.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.commons.testing.Prerequisites;

/** A gateway with a user who sends and fetches files. */
abstract class TransferringGateway {

    static final String SERVICE = "/platform/webservice/pacclient/";
    static final String U = "4k89ogja023oh1-gkdfk903jf9wngmujfs95m";
    static final String UPLOAD_HEADERS = "Accept: text/plain;\r\nContent-Type: multipart/mixed; boundary=" + U + "\r\n";

    @TempDir
    static Path data;

    static Gateway gateway;
    static Wire wire;
    static String cookie;
    static Path work;

    @BeforeAll
    static void startGateway() throws IOException {
        Prerequisites.command("setsid", "util-linux");
        gateway = Gateway.start(data);
        gateway.users().add("fed", "secret".toCharArray());
        wire = new Wire(gateway);
        cookie = wire.logOn("fed", "secret");
        work = data.resolve("fed/work");
        assertThat(wire.get(SERVICE + "jobs", cookie).text()).contains("<note>");
    }

    @AfterAll
    static void stopGateway() {
        if (gateway != null) {
            gateway.close();
        }
    }

    static void link(Path link, Path target) throws IOException {
        if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            Files.createSymbolicLink(link, target);
        }
    }
}
