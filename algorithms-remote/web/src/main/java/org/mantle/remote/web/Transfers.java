package org.mantle.remote.web;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.mantle.remote.AccountName;
import org.mantle.remote.ResourceAccount;
import org.mantle.remote.job.JobId;
import org.mantle.web.http.WebProblem;

/** The files on their way to and from resources, and those that have lately arrived. Safe from many threads. */
final class Transfers implements AutoCloseable {

    private static final int MOST_ENDED = 50;

    private final Accounts accounts;
    private final Executor executor;
    private final Consumer<JsonObject> listener;
    private final AtomicLong lastId = new AtomicLong();
    private final Map<Long, Transfer> byId = new ConcurrentHashMap<>();

    Transfers(Accounts accounts, Executor executor, Consumer<JsonObject> listener) {
        this.accounts = accounts;
        this.executor = executor;
        this.listener = listener;
    }

    Transfer upload(AccountName account, Path file, String directory) {
        return begin("upload", account, file.getFileName() + " to " + directory, "", connected -> {
            connected.upload(file, directory);
            return connected;
        });
    }

    /**
     * Fetches files of a job.
     *
     * @param file the name or path of one; empty for all
     */
    Transfer fetch(AccountName account, JobId job, String file, Path directory) {
        String what = file.isEmpty() ? "files of job " + job : file.substring(file.lastIndexOf('/') + 1);
        return begin("fetch", account, what, directory.toString(), connected -> {
            connected.download(job, file, directory);
            return connected;
        });
    }

    private Transfer begin(
            String kind, AccountName account, String what, String directory, Accounts.Work<ResourceAccount> work) {
        Transfer transfer = new Transfer(lastId.incrementAndGet(), kind, account, what, directory, listener);
        byId.put(transfer.id(), transfer);
        forgetOldest();
        transfer.tell();
        executor.execute(() -> {
            try {
                accounts.work(account, transfer, work);
                transfer.end("Done", "");
            } catch (WebProblem e) {
                transfer.end(transfer.isStopped() ? "Stopped" : "Failed", transfer.isStopped() ? "" : e.detail());
            }
        });
        return transfer;
    }

    private void forgetOldest() {
        List<Transfer> ended = byId.values().stream()
                .filter(Transfer::isEnded)
                .sorted(Comparator.comparing(Transfer::id))
                .toList();
        ended.stream().limit(Math.max(0, ended.size() - MOST_ENDED)).forEach(each -> byId.remove(each.id()));
    }

    /** Stops one that goes on, and forgets one that has ended. */
    void dismiss(long id) {
        Transfer transfer = byId.get(id);
        if (transfer == null) {
            throw WebProblem.of(404, "there is no transfer " + id + " any more");
        }
        if (transfer.isEnded()) {
            byId.remove(id);
        } else {
            transfer.stop();
        }
    }

    /** Returns what is told of each, the oldest first. */
    List<JsonObject> all() {
        return byId.values().stream()
                .sorted(Comparator.comparing(Transfer::id))
                .map(Transfer::toJson)
                .toList();
    }

    @Override
    public void close() {
        byId.values().forEach(Transfer::stop);
    }
}
