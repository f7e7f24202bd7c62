package org.mantle.gateway.store;

import com.google.common.primitives.Longs;
import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.json.StrictJson;
import org.mantle.gateway.job.Job;
import org.mantle.gateway.job.JobStage;
import org.mantle.gateway.job.JobStatus;
import org.mantle.gateway.place.PrivateFiles;
import org.mantle.gateway.place.StoreException;
import org.mantle.gateway.user.PasswordHash;

/**
 * What gateways kept in files before there was a database: users, the last id of a job, and links to the folders of jobs. A new database
 * takes it in once; the files are not read any more then, and have another name.
 */
final class EarlierFiles {

    private static final System.Logger LOG = System.getLogger(EarlierFiles.class.getName());

    /** A folder of a job: {@code NAME_<milliseconds><random letters>}. */
    private static final Pattern JOB_FOLDER = Pattern.compile("(.+)_(\\d{1,15})[A-Za-z]+");

    private final Path ownFolder;
    private final Path users;
    private final Path lastId;
    private final Path jobs;

    EarlierFiles(Path ownFolder) {
        this.ownFolder = ownFolder;
        users = ownFolder.resolve("users.json");
        lastId = ownFolder.resolve("last-job-id");
        jobs = ownFolder.resolve("jobs");
    }

    /** The content of the list of users. */
    private record Content(@Nullable Map<String, PasswordHash> users) {}

    /** Writes all into a new database. */
    void takeInto(Connection connection) throws SQLException, IOException {
        for (Map.Entry<String, PasswordHash> user : readUsers().entrySet()) {
            StoredUsers.insert(connection, user.getKey(), user.getValue());
        }
        long greatest = readLastId();
        if (Files.isDirectory(jobs)) {
            greatest = Math.max(greatest, takeJobs(connection));
        }
        try (PreparedStatement update = connection.prepareStatement("UPDATE last_job SET id = ?")) {
            update.setLong(1, greatest);
            update.executeUpdate();
        }
    }

    private Map<String, PasswordHash> readUsers() throws IOException {
        Optional<String> text = PrivateFiles.read(users);
        if (text.isEmpty()) {
            return Map.of();
        }
        try {
            @Nullable Content content = new Gson().fromJson(StrictJson.parse(text.get()), Content.class);
            if (content != null && content.users() != null) {
                return content.users();
            }
            throw damaged(users, "repair it, or move it away and add the users again", null);
        } catch (JsonParseException e) {
            throw damaged(users, "repair it, or move it away and add the users again", e);
        }
    }

    private long readLastId() throws IOException {
        String text = PrivateFiles.read(lastId).orElse("0").strip();
        @Nullable Long id = Longs.tryParse(text);
        if (id == null || id < 0) {
            throw damaged(lastId, "write the greatest id of a job into it", null);
        }
        return id;
    }

    private static StoreException damaged(Path file, String remedy, @Nullable RuntimeException cause) {
        return new StoreException(
                "the file " + file + ", which the gateway takes into its database, is damaged: " + remedy,
                StoreFailure.WORDS,
                cause);
    }

    /** Takes the jobs whose folders are known, and returns the greatest id. */
    private long takeJobs(Connection connection) throws SQLException, IOException {
        long greatest = 0;
        try (DirectoryStream<Path> links = Files.newDirectoryStream(jobs);
                PreparedStatement insert = connection.prepareStatement(JobRow.INSERT)) {
            for (Path link : links) {
                @Nullable Long id = Longs.tryParse(String.valueOf(link.getFileName()));
                if (id != null && Files.isSymbolicLink(link)) {
                    greatest = Math.max(greatest, id);
                    Optional<Job> job = job(id, Files.readSymbolicLink(link));
                    if (job.isPresent()) {
                        JobRow.insert(insert, job.get(), null);
                    }
                }
            }
        }
        return greatest;
    }

    /** Returns what the place of its folder tells of a job: {@code DATA/<user>/…/NAME_<milliseconds><letters>}. */
    private Optional<Job> job(long id, Path folder) {
        @Nullable Path data = ownFolder.getParent();
        Matcher name = JOB_FOLDER.matcher(String.valueOf(folder.getFileName()));
        if (data == null || !folder.startsWith(data) || folder.equals(data) || !name.matches()) {
            return Optional.empty();
        }
        Path below = data.relativize(folder);
        Instant submitted = Instant.ofEpochMilli(Long.parseLong(name.group(2)));
        JobStatus status = new JobStatus(
                JobStage.FAILED,
                "ran before the gateway had a database, so that it is not known how it ended",
                Optional.empty(),
                Optional.of(submitted),
                OptionalInt.empty(),
                OptionalLong.empty());
        return Optional.of(new Job(
                id,
                below.getName(0).toString(),
                name.group(1),
                "-",
                "-",
                folder,
                "/" + below.subpath(1, below.getNameCount()),
                submitted,
                Optional.empty(),
                status));
    }

    /** Gives the files other names, so that nobody takes them for what counts; to be called when the database is there. */
    void putAway() {
        for (Path file : new Path[] {users, lastId, jobs}) {
            if (Files.exists(file)) {
                try {
                    Files.move(file, ownFolder.resolve(file.getFileName() + ".before-database"));
                    LOG.log(
                            System.Logger.Level.INFO,
                            "the file {0} is not read any more, since there is a database, and was renamed",
                            file);
                } catch (IOException e) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "the file " + file + " is not read any more, since there is a database, and could not be"
                                    + " renamed: move it away",
                            e);
                }
            }
        }
    }
}
