package org.mantle.app;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.mantle.cli.CommandContext;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.describe.RunReport;
import org.mantle.framework.type.Registration;
import org.mantle.remote.AccountName;
import org.mantle.remote.ComputeResource;
import org.mantle.remote.RemoteAccounts;
import org.mantle.remote.ResourceAccount;
import org.mantle.remote.job.RemoteJob;
import org.mantle.remote.job.ServiceUnreachableException;
import org.mantle.remote.job.ServiceUnreachableException.Stage;
import org.mantle.remote.job.StoppableMonitor;

/** The jobs of all accounts, which are asked for side by side, each for a bounded time. */
final class JobListing {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final CommandContext context;
    private final RemoteAccounts accounts;

    /**
     * What came of one account.
     *
     * @param jobs its jobs; none when they could not be asked for
     * @param failure why not
     */
    record Answer(AccountName account, List<RemoteJob> jobs, Optional<Exception> failure) {}

    JobListing(CommandContext context, RemoteAccounts accounts) {
        this.context = context;
        this.accounts = accounts;
    }

    /**
     * Asks for the jobs of all who have a session.
     *
     * @throws CancellationException if the command was stopped
     */
    List<Answer> ask() throws IOException, InterruptedException {
        StoppableMonitor command = new StoppableMonitor();
        ExecutorService threads = Executors.newCachedThreadPool(JobListing::daemon);
        try (Registration stop = context.onStop(command::stop)) {
            List<Question> questions = new ArrayList<>();
            for (AccountName name : accounts.loggedIn()) {
                StoppableMonitor monitor = new StoppableMonitor();
                questions.add(new Question(
                        name, monitor, command.onCancel(monitor::stop), threads.submit(() -> ask(name, monitor))));
            }
            long end = System.nanoTime() + LONGEST.toNanos();
            List<Answer> answers = new ArrayList<>();
            for (Question question : questions) {
                answers.add(answer(question, end));
                question.stopping().close();
            }
            command.checkCancelled();
            return answers;
        } finally {
            threads.shutdown();
        }
    }

    /** An account that is asked by a thread of its own, and what stops that. */
    private record Question(
            AccountName account, StoppableMonitor monitor, Registration stopping, Future<Answer> asked) {}

    private static Answer answer(Question question, long end) throws InterruptedException {
        try {
            return question.asked().get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // not waited for: kinds of resources come from other modules, and may not listen
            question.monitor().stop();
            return late(question.account(), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Answer late(AccountName name, Exception cause) {
        return new Answer(
                name,
                List.of(),
                Optional.of(new ServiceUnreachableException(
                        name.resource() + " did not answer within " + LONGEST.toSeconds() + " s",
                        "try again later",
                        Stage.SILENT,
                        cause)));
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "mantle-jobs");
        thread.setDaemon(true);
        return thread;
    }

    private Answer ask(AccountName name, StoppableMonitor monitor) {
        try {
            ComputeResource resource = accounts.resources()
                    .find(name.resource())
                    .orElseThrow(
                            () -> new IOException("there is no compute resource " + name.resource() + " any more"));
            try (ResourceAccount account = accounts.connect(resource, name.user(), monitor)) {
                List<RemoteJob> jobs = account.jobs();
                account.tellOfUnanswered();
                return new Answer(name, jobs, Optional.empty());
            }
        } catch (CancellationException e) {
            return late(name, e);
        } catch (IOException | RuntimeException e) {
            // kinds of resources come from other modules, and may throw anything
            return new Answer(name, List.of(), Optional.of(e));
        }
    }

    /** Returns the answers as programs read them. */
    static JsonObject toJson(List<Answer> answers) {
        JsonArray jobs = new JsonArray();
        JsonArray failures = new JsonArray();
        for (Answer answer : answers) {
            for (RemoteJob job : answer.jobs()) {
                JsonObject told = answer.account().toJson();
                job.addTo(told);
                jobs.add(told);
            }
            @Nullable Exception failure = answer.failure().orElse(null);
            if (failure != null) {
                JsonObject told = answer.account().toJson();
                told.add("error", RunReport.error(failure.getClass().getSimpleName(), ProblemText.message(failure)));
                failures.add(told);
            }
        }
        JsonObject json = new JsonObject();
        json.add("jobs", jobs);
        json.add("failures", failures);
        return json;
    }
}
