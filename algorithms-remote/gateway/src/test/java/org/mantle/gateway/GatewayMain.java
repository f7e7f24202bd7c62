package org.mantle.gateway;

import java.nio.file.Path;

/** A gateway in a JVM of its own, for tests that limit its memory or end it from outside. */
final class GatewayMain {

    private GatewayMain() {}

    public static void main(String[] arguments) throws Exception {
        Gateway gateway = Gateway.start(GatewayConfig.builder(Path.of(arguments[0]))
                .mode(GatewayMode.valueOf(arguments[1]))
                .closeOnExit(true)
                .build());
        if (gateway.users().list().isEmpty()) {
            gateway.users().add("fed", "secret".toCharArray());
        }
        System.out.println(gateway.url());
        System.in.readAllBytes();
        gateway.close();
    }
}
