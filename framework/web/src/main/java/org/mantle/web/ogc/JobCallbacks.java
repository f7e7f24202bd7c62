package org.mantle.web.ogc;

import com.google.gson.JsonElement;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.mantle.framework.run.RunEvent;

/** Tells a subscriber what becomes of a job: one call behind the other, so that none overtakes another. For events one at a time. */
final class JobCallbacks {

    private final Subscriber subscriber;
    private final OutsideCalls calls;
    private final OgcJob job;
    private final String root;
    private CompletionStage<Void> last = CompletableFuture.completedFuture(null);

    JobCallbacks(Subscriber subscriber, OutsideCalls calls, OgcJob job, String root) {
        this.subscriber = subscriber;
        this.calls = calls;
        this.job = job;
        this.root = root;
    }

    void tell(RunEvent event) {
        if (event instanceof RunEvent.Started) {
            tell(subscriber.inProgress(), job.status(root, JobState.RUNNING));
        } else if (event instanceof RunEvent.Finished finished) {
            tell(
                    subscriber.success(),
                    job.form()
                            .document(
                                    job.algorithm(),
                                    finished.outputs().toJson(),
                                    root + "/jobs/" + job.id() + "/results"));
        } else if (event instanceof RunEvent.Failed failed) {
            tell(subscriber.failed(), OgcProblems.failed(failed.message()).toJson());
        } else if (event instanceof RunEvent.Cancelled) {
            tell(subscriber.failed(), OgcProblems.cancelled(job.id()).toJson());
        }
    }

    private void tell(Optional<URI> address, JsonElement json) {
        if (address.isPresent()) {
            last = last.thenCompose(done -> calls.tell(address.get(), json));
        }
    }
}
