package org.mantle.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A gateway in a process of its own, as a module, with the user {@code fed}. */
final class GatewayProcess implements AutoCloseable {

    private final Process process;
    private final Wire wire;

    private GatewayProcess(Process process, Wire wire) {
        this.process = process;
        this.wire = wire;
    }

    static GatewayProcess start(Path data, GatewayMode mode, List<String> javaOptions, Map<String, String> environment)
            throws IOException {
        return start(List.of(), data, List.of(mode.name()), javaOptions, environment);
    }

    /** Starts one whose user is an account, on a Slurm that is not there, by a command that takes the rest for its arguments. */
    static GatewayProcess ofAccount(List<String> command, Path data, String user, List<String> javaOptions)
            throws IOException {
        return start(command, data, List.of(GatewayMode.SERVICE.name(), user), javaOptions, Map.of());
    }

    private static GatewayProcess start(
            List<String> before,
            Path data,
            List<String> arguments,
            List<String> javaOptions,
            Map<String, String> environment)
            throws IOException {
        String testClasses =
                Path.of(System.getProperty("basedir"), "target", "test-classes").toString();
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(javaOptions);
        command.addAll(List.of(
                "--module-path",
                System.getProperty("jdk.module.path"),
                // what automatic modules need of others, which nobody requires by name
                "--class-path",
                System.getProperty("java.class.path"),
                "--patch-module",
                "org.mantle.gateway=" + testClasses,
                "--module",
                "org.mantle.gateway/" + GatewayMain.class.getName(),
                data.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log(data).toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        BufferedReader output = process.inputReader(UTF_8);
        String url = output.readLine();
        if (url == null) {
            throw new IOException("the gateway did not start");
        }
        return new GatewayProcess(process, new Wire(URI.create(url)));
    }

    /** What it says besides its address. */
    static Path log(Path data) {
        return data.resolve("gateway.log");
    }

    Wire wire() {
        return wire;
    }

    Process process() {
        return process;
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
