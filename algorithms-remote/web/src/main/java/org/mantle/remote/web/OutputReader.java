package org.mantle.remote.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mantle.remote.AccountName;
import org.mantle.remote.FileEnd;
import org.mantle.remote.job.JobId;
import org.mantle.remote.job.RemoteFile;
import org.mantle.remote.job.RemoteJob;
import org.mantle.remote.job.StoppableMonitor;

/**
 * Reads the ends of jobs' files for all pages: a file that has not grown is not read again, and two pages do not read one file at the
 * same time. Safe from many threads.
 */
final class OutputReader {

    private static final int SHOWN = 128 * 1024;
    private static final int MOST_KEPT = 64;

    private final Accounts accounts;

    private final Map<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
            return size() > MOST_KEPT;
        }
    };

    private record Key(AccountName account, JobId job, String file) {}

    /** The end of one file, as it was read last. */
    private static final class Kept {

        private FileEnd end = new FileEnd(RemoteFile.UNKNOWN_SIZE, 0, "");
    }

    OutputReader(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Returns a job with the reason for its state, and its files. */
    JsonObject job(AccountName account, JobId id) {
        return accounts.work(account, new StoppableMonitor(), connected -> {
            RemoteJob job = connected.job(id);
            JsonObject json = JobBoard.toJson(job);
            JsonArray files = new JsonArray();
            for (RemoteFile file : connected.files(id)) {
                JsonObject told = new JsonObject();
                told.addProperty("name", file.name());
                told.addProperty("path", file.path());
                told.addProperty("size", file.size());
                told.addProperty("fetchable", file.fetchable());
                files.add(told);
            }
            json.add("files", files);
            return json;
        });
    }

    /**
     * Returns the end of a file, and where in the file that begins.
     *
     * @param path as the list of the job's files has it
     */
    JsonObject end(AccountName account, JobId id, String path) {
        Kept last;
        synchronized (kept) {
            last = kept.computeIfAbsent(new Key(account, id, path), none -> new Kept());
        }
        synchronized (last) {
            accounts.work(account, new StoppableMonitor(), connected -> {
                List<RemoteFile> files = connected.files(id);
                RemoteFile file = files.stream()
                        .filter(each -> each.path().equals(path))
                        .findFirst()
                        .orElseGet(() -> RemoteFile.unlisted(path));
                if (!file.isListed() || file.size() != last.end.size()) {
                    last.end = connected.end(id, file, SHOWN);
                }
                return last;
            });
            JsonObject json = new JsonObject();
            json.addProperty("size", last.end.size());
            json.addProperty("from", last.end.from());
            json.addProperty("text", last.end.text());
            return json;
        }
    }
}
