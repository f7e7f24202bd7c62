package org.mantle.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.mantle.gateway.job.Job;
import org.mantle.gateway.pac.JobForms;
import org.mantle.gateway.place.DataFolder;
import org.mantle.gateway.store.Store;

/**
 * The jobs that a gateway knows, whether or not it runs.
 *
 * @since 0.1.0
 */
public final class GatewayJobs {

    private GatewayJobs() {}

    /**
     * Returns the latest jobs of all users, in the order of their ids.
     *
     * @param dataDirectory the gateway's data folder
     * @param count how many at most, at least 1
     * @throws IOException if they cannot be read
     */
    public static List<GatewayJob> latest(Path dataDirectory, int count) throws IOException {
        try (Store store = Store.open(DataFolder.open(dataDirectory).own())) {
            return store.jobs().latest(count).stream().map(GatewayJobs::seen).toList();
        }
    }

    private static GatewayJob seen(Job job) {
        return new GatewayJob(
                job.id(),
                job.user(),
                job.name(),
                JobForms.state(job.status().stage()).name(),
                job.status().remark(),
                job.submitted(),
                job.status().started(),
                job.status().ended(),
                job.status().exitCode(),
                job.command());
    }
}
