package org.mantle.gateway;

import java.net.URI;
import java.nio.file.Path;

/** A gateway in a JVM of its own, for tests that limit its memory or end it from outside. */
final class GatewayMain {

    private GatewayMain() {}

    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[0]);
        GatewayConfig.Builder config = GatewayConfig.builder(data)
                .mode(GatewayMode.valueOf(arguments[1]))
                .closeOnExit(true);
        String user = "fed";
        if (arguments.length > 2) {
            // users are accounts; no job is run
            user = arguments[2];
            config.slurm(URI.create("http://127.0.0.1:1"), data.resolve("key"));
        }
        Gateway gateway = Gateway.start(config.build());
        if (gateway.users().list().isEmpty()) {
            gateway.users().add(user, "secret".toCharArray());
        }
        System.out.println(gateway.url());
        System.in.readAllBytes();
        gateway.close();
    }
}
