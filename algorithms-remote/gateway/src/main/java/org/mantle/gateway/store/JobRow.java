package org.mantle.gateway.store;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.mantle.gateway.job.Execution;
import org.mantle.gateway.job.Job;
import org.mantle.gateway.job.JobStage;
import org.mantle.gateway.job.JobStatus;

/** A job as a row of the database. */
final class JobRow {

    static final String INSERT =
            "INSERT INTO job (execution_user, execution_id, stage, stage_ended, remark, started, ended, exit_code,"
                    + " process_id, id, user, name, job_group, application, command, directory, shown_directory, submitted, spec)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /** A long specification is not kept of a job that has ended. */
    static final String UPDATE =
            "UPDATE job SET execution_user = ?, execution_id = ?, stage = ?, stage_ended = ?, remark = ?, started = ?,"
                    + " ended = ?, exit_code = ?, process_id = ?,"
                    + " spec = CASE WHEN ?4 AND length(spec) > 16384 THEN NULL ELSE spec END WHERE id = ?10";

    private static final int KEY = 10;

    private JobRow() {}

    static void insert(PreparedStatement statement, Job job, @Nullable String spec) throws SQLException {
        setProgress(statement, job);
        int index = KEY;
        statement.setLong(index++, job.id());
        statement.setString(index++, job.user());
        statement.setString(index++, job.name());
        statement.setString(index++, job.group());
        statement.setString(index++, job.application());
        statement.setString(index++, job.command());
        statement.setString(index++, job.directory().toString());
        statement.setString(index++, job.shownDirectory());
        statement.setLong(index++, Instants.of(job.submitted()));
        statement.setString(index, spec);
        statement.executeUpdate();
    }

    static void update(PreparedStatement statement, Job job) throws SQLException {
        setProgress(statement, job);
        statement.setLong(KEY, job.id());
        statement.executeUpdate();
    }

    private static void setProgress(PreparedStatement statement, Job job) throws SQLException {
        int index = 1;
        statement.setString(index++, job.execution().map(Execution::user).orElse(null));
        statement.setString(index++, job.execution().map(Execution::id).orElse(null));
        setStatus(statement, index, job.status());
    }

    /** Sets the seven fields of a status, from stage to process. */
    static void setStatus(PreparedStatement statement, int first, JobStatus status) throws SQLException {
        int index = first;
        statement.setString(index++, status.stage().name());
        statement.setBoolean(index++, status.stage().ended());
        statement.setString(index++, status.remark());
        Instants.set(statement, index++, status.started());
        Instants.set(statement, index++, status.ended());
        if (status.exitCode().isPresent()) {
            statement.setInt(index++, status.exitCode().getAsInt());
        } else {
            statement.setNull(index++, Types.INTEGER);
        }
        if (status.processId().isPresent()) {
            statement.setLong(index, status.processId().getAsLong());
        } else {
            statement.setNull(index, Types.INTEGER);
        }
    }

    static Job read(ResultSet row) throws SQLException {
        @Nullable String executionId = row.getString("execution_id");
        return new Job(
                        row.getLong("id"),
                        row.getString("user"),
                        row.getString("name"),
                        row.getString("application"),
                        row.getString("command"),
                        Path.of(row.getString("directory")),
                        row.getString("shown_directory"),
                        Instants.of(row.getLong("submitted")),
                        executionId == null
                                ? Optional.empty()
                                : Optional.of(new Execution(row.getString("execution_user"), executionId)),
                        status(row))
                .in(row.getString("job_group"));
    }

    static JobStatus status(ResultSet row) throws SQLException {
        int exitCode = row.getInt("exit_code");
        OptionalInt exit = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(exitCode);
        long processId = row.getLong("process_id");
        OptionalLong process = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(processId);
        return new JobStatus(
                new JobStage(row.getString("stage"), row.getBoolean("stage_ended")),
                row.getString("remark"),
                Instants.get(row, "started"),
                Instants.get(row, "ended"),
                exit,
                process);
    }
}
