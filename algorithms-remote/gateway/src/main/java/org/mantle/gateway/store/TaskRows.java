package org.mantle.gateway.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mantle.gateway.job.Job;
import org.mantle.gateway.job.JobStatus;

/** The tasks of arrays as rows of the database. */
final class TaskRows {

    private static final String UPSERT = "INSERT INTO task"
            + " (stage, stage_ended, remark, started, ended, exit_code, process_id, job, number)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (job, number) DO UPDATE SET stage = excluded.stage,"
            + " stage_ended = excluded.stage_ended, remark = excluded.remark, started = excluded.started,"
            + " ended = excluded.ended, exit_code = excluded.exit_code, process_id = excluded.process_id";

    private static final int KEY = 8;

    private TaskRows() {}

    /** Writes the tasks of a status that differ from what is kept; none is ever taken away. */
    static void write(Connection connection, long job, JobStatus status) throws SQLException {
        if (status.tasks().isEmpty()) {
            return;
        }
        SortedMap<Integer, JobStatus> kept = read(connection, job);
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            for (Map.Entry<Integer, JobStatus> task : status.tasks().entrySet()) {
                if (!task.getValue().equals(kept.get(task.getKey()))) {
                    JobRow.setStatus(upsert, 1, task.getValue());
                    upsert.setLong(KEY, job);
                    upsert.setInt(KEY + 1, task.getKey());
                    upsert.executeUpdate();
                }
            }
        }
    }

    /** Returns a job with its tasks, if it is an array. */
    static Job with(Connection connection, Job job) throws SQLException {
        SortedMap<Integer, JobStatus> tasks = read(connection, job.id());
        return tasks.isEmpty() ? job : job.with(job.status().with(tasks));
    }

    private static SortedMap<Integer, JobStatus> read(Connection connection, long job) throws SQLException {
        TreeMap<Integer, JobStatus> tasks = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM task WHERE job = ?")) {
            select.setLong(1, job);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    tasks.put(rows.getInt("number"), JobRow.status(rows));
                }
            }
        }
        return tasks;
    }
}
