package org.mantle.gateway.store;

import com.google.common.collect.Range;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mantle.gateway.job.Execution;
import org.mantle.gateway.job.Job;
import org.mantle.gateway.job.JobBook;
import org.mantle.gateway.job.JobQuery;
import org.mantle.gateway.job.JobSpec;
import org.mantle.gateway.job.JobStage;
import org.mantle.gateway.job.JobStatus;
import org.mantle.gateway.job.LeftJob;
import org.mantle.gateway.job.MarkedJob;
import org.mantle.gateway.job.SubmissionMark;
import org.mantle.gateway.place.StoreException;
import org.mantle.gateway.store.Database.Keep;

/** The book of jobs in the database. */
final class StoredJobs implements JobBook, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(StoredJobs.class.getName());

    /** How many jobs a list has at most. */
    private static final int LISTED = 10_000;

    private static final String SELECT = "SELECT * FROM job WHERE id = ?";

    private final Database database;
    private final StatusWriter statuses;
    private final JobIds ids;

    StoredJobs(Database database) {
        this.database = database;
        statuses = new StatusWriter(this::write);
        ids = new JobIds(database);
    }

    @Override
    public long nextId() throws StoreException {
        return ids.next();
    }

    @Override
    public Range<Long> idsInDoubt() throws StoreException {
        return ids.inDoubt();
    }

    @Override
    public void append(Job job, JobSpec spec, Optional<SubmissionMark> mark, boolean waits) throws StoreException {
        database.<RuntimeException>change(waits ? Keep.NOW : Keep.SOON, connection -> {
            try (PreparedStatement insert = connection.prepareStatement(JobRow.INSERT)) {
                JobRow.insert(insert, job, SpecForm.toJson(spec));
            }
            TaskRows.write(connection, job.id(), job.status());
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM arrival WHERE path = ?")) {
                delete.setString(1, job.directory().toString());
                delete.executeUpdate();
            }
            if (mark.isPresent()) {
                try (PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO submission (user, mark, digest, job) VALUES (?, ?, ?, ?)")) {
                    insert.setString(1, job.user());
                    insert.setString(2, mark.get().key());
                    insert.setString(3, mark.get().digest());
                    insert.setLong(4, job.id());
                    insert.executeUpdate();
                }
            }
        });
    }

    @Override
    public void taken(long id, Execution execution) {
        statuses.note(id, JobProgress.of(execution), () -> {});
    }

    @Override
    public void note(long id, JobStatus status, Runnable kept) {
        statuses.note(id, JobProgress.of(status), kept);
    }

    private void write(Map<Long, JobProgress> noted) throws StoreException {
        database.<RuntimeException>change(Keep.NOW, connection -> {
            for (Map.Entry<Long, JobProgress> entry : noted.entrySet()) {
                long id = entry.getKey();
                Optional<Execution> execution = entry.getValue().execution();
                Optional<JobStatus> status = entry.getValue().status();
                if (execution.isPresent()) {
                    setExecution(connection, id, execution.get());
                }
                if (status.isPresent()) {
                    Optional<Job> known = select(connection, id);
                    if (known.isPresent()) {
                        update(connection, known.get().with(status.get()));
                    }
                }
            }
        });
    }

    /** Changes no more than that: all other columns would be read and their indexes written again, for each submission. */
    private static void setExecution(Connection connection, long id, Execution execution) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE job SET execution_user = ?, execution_id = ? WHERE id = ?")) {
            update.setString(1, execution.user());
            update.setString(2, execution.id());
            update.setLong(3, id);
            update.executeUpdate();
        }
    }

    private static void update(Connection connection, Job job) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(JobRow.UPDATE)) {
            JobRow.update(update, job);
        }
        TaskRows.write(connection, job.id(), job.status());
    }

    @Override
    public void remove(long id) throws StoreException {
        database.<RuntimeException>change(Keep.NOW, connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM job WHERE id = ?")) {
                delete.setLong(1, id);
                delete.executeUpdate();
            }
        });
    }

    /** The rows know nothing yet of what was noted just now: those jobs are looked at one by one. */
    @Override
    public List<Job> list(JobQuery query) throws StoreException {
        // before the rows are read, so that what is written meanwhile is in one of them
        Map<Long, JobProgress> unkept = statuses.unkept();
        return database.read(connection -> {
            TreeMap<Long, Job> found = new TreeMap<>();
            select(connection, query).forEach(job -> found.put(job.id(), job));
            for (Map.Entry<Long, JobProgress> entry : unkept.entrySet()) {
                found.remove(entry.getKey());
                select(connection, entry.getKey())
                        .map(entry.getValue()::of)
                        .filter(query::selects)
                        .ifPresent(job -> found.put(job.id(), job));
            }
            while (found.size() > LISTED) {
                found.pollFirstEntry();
            }
            return List.copyOf(found.values());
        });
    }

    private static List<Job> select(Connection connection, JobQuery query) throws SQLException {
        StringBuilder sql = new StringBuilder("SELECT * FROM job WHERE user = ?");
        query.name().ifPresent(name -> sql.append(" AND name = ?"));
        query.group().ifPresent(group -> sql.append(" AND job_group = ?"));
        query.stage().ifPresent(stage -> sql.append(" AND stage = ? AND stage_ended = ?"));
        query.since().ifPresent(time -> sql.append(" AND (ended IS NULL OR ended >= ?)"));
        sql.append(" ORDER BY id DESC LIMIT ").append(LISTED);
        try (PreparedStatement select = connection.prepareStatement(sql.toString())) {
            int index = 1;
            select.setString(index++, query.user());
            if (query.name().isPresent()) {
                select.setString(index++, query.name().get());
            }
            if (query.group().isPresent()) {
                select.setString(index++, query.group().get());
            }
            if (query.stage().isPresent()) {
                select.setString(index++, query.stage().get().name());
                select.setBoolean(index++, query.stage().get().ended());
            }
            if (query.since().isPresent()) {
                select.setLong(index, Instants.of(query.since().get()));
            }
            List<Job> jobs = rows(select);
            Collections.reverse(jobs);
            return jobs;
        }
    }

    @Override
    public int count(JobStage stage) throws StoreException {
        return database.read(connection -> {
            // the few that have not ended are in an index of their own
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT COUNT(*) FROM job WHERE stage_ended = 0 AND stage = ?")) {
                select.setString(1, stage.name());
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    return rows.getInt(1);
                }
            }
        });
    }

    @Override
    public List<Job> latest(int count) throws StoreException {
        return database
                .read(connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement("SELECT * FROM job ORDER BY id DESC LIMIT ?")) {
                        select.setInt(1, count);
                        List<Job> jobs = rows(select);
                        Collections.reverse(jobs);
                        return jobs;
                    }
                })
                .stream()
                .map(this::current)
                .toList();
    }

    @Override
    public List<Job> endedBefore(Instant time, long after, int count) throws StoreException {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT * FROM job WHERE stage_ended = 1 AND ended < ? AND id > ? ORDER BY id LIMIT ?")) {
                select.setLong(1, Instants.of(time));
                select.setLong(2, after);
                select.setInt(3, count);
                return rows(select);
            }
        });
    }

    private static List<Job> rows(PreparedStatement select) throws SQLException {
        List<Job> jobs = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                jobs.add(JobRow.read(rows));
            }
        }
        return jobs;
    }

    private static Optional<Job> select(Connection connection, long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setLong(1, id);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(TaskRows.with(connection, JobRow.read(rows))) : Optional.empty();
            }
        }
    }

    /** Returns a job as it is known, be that kept or not. */
    private Job current(Job job) {
        return statuses.unkept(job.id()).map(progress -> progress.of(job)).orElse(job);
    }

    @Override
    public Optional<Job> find(long id) throws StoreException {
        // before the row is read: once it is kept it is no longer here
        Optional<JobProgress> unkept = statuses.unkept(id);
        return database.read(connection -> select(connection, id))
                .map(job -> unkept.map(progress -> progress.of(job)).orElse(job));
    }

    @Override
    public Optional<MarkedJob> find(String user, String key) throws StoreException {
        Optional<MarkedJob> found = database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT job.*, submission.digest FROM submission JOIN job ON job.id = submission.job"
                            + " WHERE submission.user = ? AND submission.mark = ?")) {
                select.setString(1, user);
                select.setString(2, key);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next()
                            ? Optional.of(new MarkedJob(JobRow.read(rows), rows.getString("digest")))
                            : Optional.empty();
                }
            }
        });
        return found.map(marked -> new MarkedJob(current(marked.job()), marked.digest()));
    }

    @Override
    public List<LeftJob> underWay() throws StoreException {
        return database.read(connection -> {
            List<LeftJob> left = new ArrayList<>();
            try (Statement select = connection.createStatement();
                    ResultSet rows = select.executeQuery("SELECT * FROM job WHERE stage_ended = 0 ORDER BY id")) {
                while (rows.next()) {
                    Job job = TaskRows.with(connection, JobRow.read(rows));
                    @Nullable String spec = rows.getString("spec");
                    if (spec == null) {
                        LOG.log(System.Logger.Level.ERROR, "how job {0} is to be run is not known any more", job.id());
                    } else {
                        left.add(new LeftJob(SpecForm.fromJson(job, spec), job.execution(), job.status()));
                    }
                }
            }
            return left;
        });
    }

    /** Keeps what was noted, as far as that can be done soon. */
    @Override
    public void close() {
        statuses.close();
        try {
            ids.giveBack();
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.WARNING, "ids of jobs that were not given are lost", e);
        }
    }
}
