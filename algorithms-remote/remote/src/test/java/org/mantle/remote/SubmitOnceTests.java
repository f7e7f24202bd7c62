package org.mantle.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.type.Secret;
import org.mantle.gateway.Gateway;
import org.mantle.gateway.GatewayConfig;
import org.mantle.remote.LossyProxy.Fault;
import org.mantle.remote.job.JobId;
import org.mantle.remote.job.RemoteJob;
import org.mantle.remote.job.StoppableMonitor;

/** As many jobs as submissions, through a proxy that loses requests and answers, at a real gateway with real jobs. */
class SubmitOnceTests {

    private static final String RESOURCE = "ours";
    private static final int SUBMISSIONS = 1000;
    private static final int AT_A_TIME = 24;

    @TempDir
    Path folder;

    private Gateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = Gateway.start(GatewayConfig.builder(folder.resolve("data"))
                .program("/work/bin/true", List.of("/bin/true"))
                .build());
        gateway.users().add("anna", Host.PASSWORD.toCharArray());
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    /** Hears nothing: of a thousand submissions, each says much. */
    private static final class SilentMonitor extends StoppableMonitor {

        @Override
        public void tell(Level level, String what) {
            // let go
        }
    }

    /** Something that is done with the account. */
    private interface AccountUse<T> {
        T with(ResourceAccount account) throws IOException;
    }

    private static <T> T at(RemoteAccounts accounts, AccountUse<T> use) throws IOException {
        ComputeResource resource = accounts.resources().find(RESOURCE).orElseThrow();
        try (ResourceAccount account = accounts.connect(resource, "anna", new SilentMonitor())) {
            return use.with(account);
        }
    }

    private static RemoteAccounts loggedIn(String url) throws IOException {
        RemoteAccounts accounts = new RemoteAccounts(
                ComputeResources.inMemory(),
                RemoteSessions.inMemory(),
                RememberedUsers.inMemory(),
                UnansweredSubmissions.inMemory());
        accounts.resources().add(RESOURCE, Host.pac(url));
        at(accounts, account -> {
            account.logIn(Secret.of(Host.PASSWORD.toCharArray()));
            return account;
        });
        return accounts;
    }

    private static List<JobId> submitted(LossyProxy proxy) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            RemoteAccounts accounts = loggedIn(proxy.url());
            List<Future<JobId>> submissions = new ArrayList<>();
            for (int i = 0; i < SUBMISSIONS; i++) {
                submissions.add(threads.submit(() -> at(
                        accounts,
                        account -> account.submit("/work/bin/true", "", "").id())));
            }
            List<JobId> ids = new ArrayList<>();
            for (Future<JobId> submission : submissions) {
                ids.add(submission.get());
            }
            return ids;
        } finally {
            threads.shutdownNow();
        }
    }

    private void areTheJobsThatThereAre(List<JobId> ids) throws Exception {
        assertThat(new HashSet<>(ids)).hasSize(SUBMISSIONS);
        assertThat(at(loggedIn(gateway.url().toString()), ResourceAccount::jobs))
                .extracting(RemoteJob::id)
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    private static void hasLost(LossyProxy proxy) {
        for (Fault fault : Fault.values()) {
            assertThat(proxy.count(fault)).as("%s", fault).isPositive();
        }
    }

    @Test
    void aServiceThatRecognisesMarksHasAsManyJobsAsThereWereSubmissions() throws Exception {
        try (LossyProxy proxy = new LossyProxy(gateway.url(), false, LossyProxy.random(13, 0.1, 0.2, 3, 3))) {
            areTheJobsThatThereAre(submitted(proxy));
            hasLost(proxy);
        }
    }

    @Test
    void aServiceThatKeepsNamesAloneHasAsManyJobsAsThereWereSubmissions() throws Exception {
        try (LossyProxy proxy = new LossyProxy(gateway.url(), true, LossyProxy.random(13, 0.02, 0.2, 1, 3))) {
            areTheJobsThatThereAre(submitted(proxy));
            hasLost(proxy);
        }
    }
}
