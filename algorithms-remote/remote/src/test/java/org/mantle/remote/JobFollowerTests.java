package org.mantle.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mantle.remote.job.JobId;
import org.mantle.remote.job.RemoteJob;
import org.mantle.remote.job.RemoteServiceException;
import org.mantle.remote.job.StoppableMonitor;

/** Following a job at a service that comes and goes. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class JobFollowerTests extends FailureRoom {

    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final List<String> states = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();

    private RemoteJob follow(Duration patience) throws IOException {
        StoppableMonitor monitor = new StoppableMonitor() {
            @Override
            public void tell(Level level, String what) {
                warnings.add(level + " " + what);
            }
        };
        RemoteAccounts accounts = new RemoteAccounts(
                host.resources, (RemoteSessions) host.sessions, host.users, UnansweredSubmissions.inMemory());
        ComputeResource resource = host.resources.find("SCARF@STFC").orElseThrow();
        try (ResourceAccount account = accounts.connect(resource, "anna", monitor)) {
            OutputStream nowhere = new ByteArrayOutputStream();
            return new JobFollower(account, JobId.of(7), monitor, patience, nowhere, nowhere)
                    .follow(job -> states.add(job.inWords()));
        }
    }

    /** Lets the service answer each question after the job by the next of some words; the last one stays. Without a word it hangs up. */
    private void says(String... words) {
        server.text("jobfiles", "");
        server.on("jobs", (request, out) -> {
            String state = words[Math.min(asked.getAndIncrement(), words.length - 1)];
            if (state.startsWith("5")) {
                out.write(ScriptedServer.response(state, "", new byte[0]));
            } else if (!state.isEmpty()) {
                String job = "<Job><cmd>x</cmd><id>7</id><name>n</name><status>" + state + "</status></Job>";
                out.write(ScriptedServer.response("200 OK", "", jobs(job).getBytes(StandardCharsets.UTF_8)));
            }
        });
    }

    /** A question that got no answer is asked once more at once, so that a gap takes two. */
    @Test
    void aServiceThatComesBackIsForgivenEachTimeAnew() throws Exception {
        says("Running", "500 Internal Server Error", "Running", "500 Internal Server Error", "Done");
        assertThat(follow(Duration.ZERO).state().succeeded()).isTrue();
        assertThat(states).containsExactly("7: Running", "7: Done");
        assertThat(warnings)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("WARNING SCARF@STFC")
                        .contains("it is asked again, for 0 s at most"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "503 Service Unavailable"})
    void aServiceThatStaysAwayIsGivenUpAfterALimit(String silence) {
        says("Running", silence);
        assertThatThrownBy(() -> follow(Duration.ofMillis(1))).isInstanceOf(RemoteServiceException.class);
        assertThat(states).containsExactly("7: Running");
        assertThat(warnings).hasSize(1);
    }

    @Test
    void withinTheLimitItIsAskedAgain() throws Exception {
        says("Running", "503 Service Unavailable", "503 Service Unavailable", "Done");
        assertThat(follow(Waiting.LONG).state().succeeded()).isTrue();
        assertThat(warnings).hasSize(1);
        assertThat(asked).hasValueGreaterThanOrEqualTo(4);
    }
}
