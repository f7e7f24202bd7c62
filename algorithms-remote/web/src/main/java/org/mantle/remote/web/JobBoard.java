package org.mantle.remote.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.mantle.commons.json.JsonForm;
import org.mantle.framework.type.Registration;
import org.mantle.remote.AccountName;
import org.mantle.remote.job.RemoteJob;
import org.mantle.remote.job.StateFileException;
import org.mantle.remote.job.StoppableMonitor;
import org.mantle.web.http.EventSink;
import org.mantle.web.http.EventSource;
import org.mantle.web.http.WebProblem;

/**
 * What all pages see of the jobs: each account's jobs are listed once an interval while a page looks on, and what has changed is told to
 * all of them. Events: {@code accounts}, {@code jobs} of one account, {@code transfer}. Safe from many threads.
 */
final class JobBoard implements EventSource, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(JobBoard.class.getName());
    private static final String ACCOUNTS = "accounts";
    private static final String JOBS = "jobs";

    private final Accounts accounts;
    private final Transfers transfers;
    private final Duration interval;
    private final Thread looking = daemon("mantle-board").newThread(this::lookUntilClosed);
    private final Semaphore soon = new Semaphore(0);
    private final ExecutorService workers = Executors.newCachedThreadPool(daemon("mantle-board-call"));
    private final StoppableMonitor monitor = new StoppableMonitor();
    private final Set<EventSink> pages = ConcurrentHashMap.newKeySet();
    private final Map<AccountName, Listing> listings = new ConcurrentHashMap<>();
    private final Object told = new Object();
    private String accountsText = "";

    /** The jobs of one account, as they were told last. */
    private static final class Listing {

        private String text = "";
        private boolean isAsking;
        private boolean isAskedAgain;
    }

    JobBoard(Accounts accounts, Duration interval) {
        this.accounts = accounts;
        transfers = new Transfers(accounts, workers, transfer -> tell("transfer", transfer));
        this.interval = interval;
        looking.start();
    }

    private static ThreadFactory daemon(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    Accounts accounts() {
        return accounts;
    }

    Transfers transfers() {
        return transfers;
    }

    @Override
    public Registration begin(EventSink sink) {
        synchronized (told) {
            pages.add(sink);
            if (!accountsText.isEmpty()) {
                sink.send(ACCOUNTS, accountsText);
            }
            for (Listing listing : listings.values()) {
                if (!listing.text.isEmpty()) {
                    sink.send(JOBS, listing.text);
                }
            }
            transfers.all().forEach(transfer -> sink.send("transfer", JsonForm.COMPACT.text(transfer)));
        }
        lookSoon();
        return () -> pages.remove(sink);
    }

    /** Looks at once, after something was done. */
    void lookSoon() {
        soon.release();
    }

    private void lookUntilClosed() {
        try {
            while (!monitor.isStopped()) {
                look();
                if (soon.tryAcquire(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                    soon.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            // the board is closed
        }
    }

    private void look() {
        try {
            if (!pages.isEmpty()) {
                lookAtAccounts();
            }
        } catch (RuntimeException e) {
            // kinds of resources come from other modules, and may throw anything
            LOG.log(Level.WARNING, "the resources cannot be looked at", e);
        }
    }

    private void lookAtAccounts() {
        String text = JsonForm.COMPACT.text(accounts.toJson());
        List<AccountName> loggedIn;
        try {
            loggedIn = accounts.loggedIn();
        } catch (StateFileException e) {
            loggedIn = List.of();
        }
        synchronized (told) {
            listings.keySet().retainAll(loggedIn);
            if (!text.equals(accountsText)) {
                accountsText = text;
                pages.forEach(page -> page.send(ACCOUNTS, text));
            }
        }
        loggedIn.forEach(this::list);
    }

    /** Lists an account's jobs, unless somebody is at it; then once more behind that, so that nothing done meanwhile is missed. */
    private void list(AccountName account) {
        Listing listing = listings.computeIfAbsent(account, none -> new Listing());
        synchronized (told) {
            if (listing.isAsking) {
                listing.isAskedAgain = true;
                return;
            }
            listing.isAsking = true;
        }
        try {
            workers.execute(() -> ask(account, listing));
        } catch (RejectedExecutionException e) {
            // the board is closed
        }
    }

    private void ask(AccountName account, Listing listing) {
        JsonObject json = account.toJson();
        Optional<String> trouble = Optional.empty();
        try {
            JsonArray jobs = new JsonArray();
            for (RemoteJob job : accounts.work(account, monitor, connected -> connected.jobs())) {
                jobs.add(toJson(job));
            }
            json.add("jobs", jobs);
        } catch (WebProblem e) {
            trouble = Optional.of(e.detail());
        }
        synchronized (told) {
            listing.isAsking = false;
            trouble.ifPresent(words -> json.addProperty("trouble", words));
            String text = JsonForm.COMPACT.text(json);
            if (!text.equals(listing.text) && listings.get(account) == listing) {
                listing.text = text;
                pages.forEach(page -> page.send(JOBS, text));
            }
            if (!listing.isAskedAgain) {
                return;
            }
            listing.isAskedAgain = false;
        }
        lookSoon();
    }

    static JsonObject toJson(RemoteJob job) {
        JsonObject json = new JsonObject();
        job.addTo(json);
        return json;
    }

    private void tell(String event, JsonObject json) {
        String text = JsonForm.COMPACT.text(json);
        synchronized (told) {
            pages.forEach(page -> page.send(event, text));
        }
    }

    @Override
    public void close() {
        monitor.stop();
        transfers.close();
        looking.interrupt();
        workers.shutdown();
    }
}
