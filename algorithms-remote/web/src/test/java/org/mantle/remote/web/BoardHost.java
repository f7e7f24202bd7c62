package org.mantle.remote.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.mantle.framework.Mantle;
import org.mantle.gateway.Gateway;
import org.mantle.gateway.GatewayConfig;
import org.mantle.reconstruction.Reconstruct;
import org.mantle.remote.ComputeResources;
import org.mantle.remote.RememberedUsers;
import org.mantle.remote.RemoteAccounts;
import org.mantle.remote.RemoteSessions;
import org.mantle.web.Explorer;
import org.mantle.web.ExplorerConfig;
import org.mantle.web.panel.HostFolders;

/** An explorer with the panels, whose resource is a gateway of this process with one user. */
final class BoardHost implements AutoCloseable {

    static final String PASSWORD = "tr0ub4dor-and-3";
    static final Duration INTERVAL = Duration.ofMillis(200);

    final Path data;
    final ComputeResources resources = ComputeResources.inMemory();
    final RemoteSessions sessions = RemoteSessions.inMemory();
    final Gateway gateway;
    final Mantle mantle;
    final Explorer explorer;
    private final JobsPanel jobs;

    BoardHost(Path folder) throws IOException {
        data = Files.createDirectories(folder.resolve("data"));
        gateway = Gateway.start(GatewayConfig.builder(folder.resolve("gateway"))
                .program("/work/imat/webservice_test/tomopy/", reconstruction())
                .program("/work/bin/sh", List.of("/bin/sh"))
                .build());
        gateway.users().add("anna", PASSWORD.toCharArray());
        resources.add("SCARF@STFC", Map.of("url", gateway.url().toString()));
        RememberedUsers users = RememberedUsers.inMemory();
        mantle = Mantle.builder()
                .service(ComputeResources.class, resources)
                .service(RemoteSessions.class, sessions)
                .service(RememberedUsers.class, users)
                .historyFile(folder.resolve("history.jsonl"))
                .build();
        jobs = new JobsPanel(RemoteAccounts.of(mantle.services()), new HostFolders(List.of(data)), INTERVAL);
        explorer = Explorer.start(
                mantle,
                ExplorerConfig.builder()
                        .port(0)
                        .folder(data)
                        .panel(jobs)
                        .panel(new SlicesPanel())
                        .build());
    }

    private static List<String> reconstruction() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Reconstruct.class.getName());
    }

    @Override
    public void close() {
        explorer.close();
        jobs.close();
        mantle.close();
        gateway.close();
    }
}
