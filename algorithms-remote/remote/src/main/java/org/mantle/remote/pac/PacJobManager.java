package org.mantle.remote.pac;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.mantle.pac.AppParameter;
import org.mantle.pac.FileSource;
import org.mantle.pac.JobAnswer;
import org.mantle.pac.JobFile;
import org.mantle.pac.JobInfo;
import org.mantle.pac.JobState;
import org.mantle.pac.JobsAnswer;
import org.mantle.pac.MultipartBody;
import org.mantle.pac.PacFormatException;
import org.mantle.pac.PacProtocol;
import org.mantle.pac.PercentEncoding;
import org.mantle.pac.Submission;
import org.mantle.remote.job.CallMonitor;
import org.mantle.remote.job.Credentials;
import org.mantle.remote.job.JobId;
import org.mantle.remote.job.JobRequest;
import org.mantle.remote.job.LocalFileException;
import org.mantle.remote.job.LogInRefusedException;
import org.mantle.remote.job.PermissionDeniedException;
import org.mantle.remote.job.RemoteFile;
import org.mantle.remote.job.RemoteJob;
import org.mantle.remote.job.RemoteJobManager;
import org.mantle.remote.job.RemoteJobState;
import org.mantle.remote.job.RemoteServiceException;
import org.mantle.remote.job.ServiceFaultException;
import org.mantle.remote.job.ServiceUnreachableException;
import org.mantle.remote.job.ServiceUnreachableException.Stage;
import org.mantle.remote.job.ServiceWords;
import org.mantle.remote.job.Session;
import org.mantle.remote.job.SessionEndedException;
import org.mantle.remote.job.SubmissionUncertainException;
import org.mantle.remote.job.UnknownFileException;
import org.mantle.remote.job.UnknownJobException;
import org.mantle.remote.pac.PacConnection.TextAnswer;

/**
 * The adapter for the older generation of the PAC web service, and for SCARF's own log-in.
 *
 * <p>Errors come with status 200 as a rule. Calls that change nothing are repeated once when the connection fails; a
 * submission never is.
 */
final class PacJobManager implements RemoteJobManager {

    private static final String GET = "GET";
    private static final String POST = "POST";
    // without a charset: the library's own constant declares Latin-1, and what we send is UTF-8
    private static final ContentType PLAIN = ContentType.create("text/plain");
    // the user's own jobs, and those that ended in the last 24 hours; empty values are the service's defaults
    private static final String JOBS_SUFFIX = "user=&details=&past=24";
    private static final String DETAILS_SUFFIX = "user=&details=yes&past=24";

    private static final Pattern USUAL_ID = Pattern.compile("\\d{1,100}(\\[\\d{1,19}])?");
    private static final Pattern EXIT_CODE = Pattern.compile("-?\\d{1,9}");
    private static final Pattern EXIT_CODE_IN_WORDS = Pattern.compile("^exit code (\\d{1,3})\\b");
    private static final Set<JobState> UNDER_WAY = Set.of(JobState.PENDING, JobState.RUNNING, JobState.SUSPENDED);

    private final String name;
    private final PacResource resource;
    private final PacConnection connection;
    private final PacFaults faults;

    /** What the service said of the marks of submissions; empty until it was asked. */
    private volatile Optional<Boolean> recognisesMarks = Optional.empty();

    PacJobManager(String name, PacResource resource, PacConnection connection) {
        this.name = name;
        this.resource = resource;
        this.connection = connection;
        this.faults = new PacFaults(name);
    }

    @Override
    public Session logIn(String user, Credentials credentials, CallMonitor monitor) throws RemoteServiceException {
        if (credentials.password().isEmpty()) {
            throw new LogInRefusedException(name, user, "");
        }
        char[] password = credentials.password().reveal();
        try {
            return new PacLogIn(name, resource, connection, user).with(password, monitor);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    @Override
    public void logOut(Session session, CallMonitor monitor) throws RemoteServiceException {
        TextAnswer answer = connection.shortText(connection.request(GET, session, "logout/"), monitor);
        checkStatus(session, "the log-out", answer, monitor);
        if (!answer.body().strip().equalsIgnoreCase(PacProtocol.LOGGED_OUT)) {
            throw faults.unconfirmed(session, "the log-out", PacWords.of(answer.body()));
        }
    }

    @Override
    public void ping(CallMonitor monitor) throws RemoteServiceException {
        checkReady(ask(() -> connection.request(GET, resource.url(), "ping/"), monitor));
    }

    private void checkReady(TextAnswer answer) throws RemoteServiceException {
        String words = PacWords.of(answer.body());
        if (answer.status() != HttpStatus.SC_OK) {
            throw faults.status("the user", "the ping", answer, words);
        }
        if (!answer.body().contains(PacProtocol.READY)) {
            throw new ServiceFaultException(
                    name + " answered, but not that it is ready" + RemoteServiceException.saying(words)
                            + "; try again later, or check the resource's address",
                    words);
        }
    }

    @Override
    public void upload(Session session, Path file, String directory, CallMonitor monitor) throws IOException {
        FileSource source;
        try {
            source = FileSource.of(file);
        } catch (IOException e) {
            throw new LocalFileException("the file " + file + " cannot be read: " + LocalFileException.reason(e), e);
        }
        PacRequest request = connection.request(POST, session, "upfile/0");
        UploadEntity message =
                new UploadEntity(MultipartBody.upload(directory, List.of(source)), request.clock(), monitor);
        request.setEntity(message);
        String what = "the upload to " + directory + named(CallMonitor.Given.DIRECTORY, monitor);
        TextAnswer answer;
        try {
            answer = connection.text(request, monitor);
        } catch (ServiceUnreachableException e) {
            throw explained(session, e, monitor);
        }
        checkStatus(session, what, answer, monitor);
        String words = PacWords.of(answer.body());
        if (!PacWords.confirmUpload(answer.body())) {
            throw faults.unconfirmed(session, what, words);
        }
        if (!message.isSent()) {
            throw faults.early(what, words);
        }
    }

    /** Checks a status. One that says that a permission is missing may also be that of a session that has ended. */
    private void checkStatus(Session session, String what, TextAnswer answer, CallMonitor monitor)
            throws RemoteServiceException {
        try {
            faults.checkStatus(session, what, answer);
        } catch (PermissionDeniedException e) {
            throw explained(session, e, monitor);
        }
    }

    /**
     * Asks again why a call broke off or was refused: perhaps the session ended, and the answer that says so got lost, or is the same
     * as that to somebody without permission.
     */
    private RemoteServiceException explained(Session session, RemoteServiceException failure, CallMonitor monitor) {
        boolean isClear = failure instanceof ServiceUnreachableException e && e.stage() != Stage.BROKEN;
        if (!isClear) {
            try {
                jobs(session, monitor);
            } catch (SessionEndedException e) {
                return e;
            } catch (PermissionDeniedException e) {
                return failure instanceof PermissionDeniedException ? failure : e;
            } catch (RemoteServiceException e) {
                return failure;
            }
        }
        return failure;
    }

    @Override
    public JobId submit(Session session, JobRequest job, CallMonitor monitor) throws RemoteServiceException {
        ApplicationRule rule = resource.ruleFor(job.runnable());
        List<AppParameter> parameters = new ArrayList<>(List.of(
                AppParameter.of("INPUT_ARGS", job.arguments()),
                AppParameter.of("OUTPUT_FILE", "%J.output"),
                AppParameter.of("ERROR_FILE", "%J.error"),
                AppParameter.of("JOB_NAME", job.name()),
                AppParameter.of("INPUT_FILE", job.runnable())));
        rule.parameters().forEach((name, value) -> parameters.add(AppParameter.of(name, value)));
        Submission submission = new Submission(rule.application(), parameters);
        PacRequest request = connection.request(POST, session, "submitapp");
        request.setHeader(PacProtocol.IDEMPOTENCY_KEY, '"' + job.mark() + '"');
        CallMonitor untilAnswered = monitor.uncancelled();
        UploadEntity message =
                new UploadEntity(MultipartBody.submission(submission, List.of()), request.clock(), untilAnswered);
        request.setEntity(message);
        monitor.checkCancelled();
        TextAnswer answer;
        try {
            answer = connection.shortText(request, untilAnswered);
        } catch (ServiceUnreachableException e) {
            throw e.stage().mayHaveArrived() ? uncertain(job, e.reason(), "") : e;
        } catch (ServiceFaultException e) {
            throw uncertain(job, "it cannot be understood", "");
        }
        String words = PacWords.of(answer.body());
        // a conflict: the service has it already, and is at it
        if (answer.status() >= HttpStatus.SC_SERVER_ERROR || answer.status() == HttpStatus.SC_CONFLICT) {
            throw uncertain(job, "it answered with status " + answer.status(), words);
        }
        String what = "the submission of " + job.runnable() + named(CallMonitor.Given.RUNNABLE, monitor);
        checkStatus(session, what, answer, untilAnswered);
        JobId id = submittedId(session, job, what, answer.body(), words);
        if (!message.isSent()) {
            throw uncertain(job, "it came before all was sent", words);
        }
        return id;
    }

    private JobId submittedId(Session session, JobRequest job, String what, String body, String words)
            throws RemoteServiceException {
        try {
            if (body.isBlank()) {
                throw uncertain(job, "it was empty", "");
            }
            JobAnswer answer = JobAnswer.fromXml(body);
            if (answer.error().isPresent()) {
                throw faults.refused(session, what, words);
            }
            Optional<JobId> id =
                    answer.id().filter(text -> USUAL_ID.matcher(text).matches()).map(JobId::new);
            if (id.isPresent()) {
                return id.get();
            }
            throw uncertain(job, "it has no job id in it", words);
        } catch (PacFormatException e) {
            throw uncertain(job, ServiceWords.line(String.valueOf(e.getMessage())), words);
        }
    }

    /** Returns what the caller's users know by a name of their own. */
    private static String named(CallMonitor.Given given, CallMonitor monitor) {
        String name = monitor.nameOf(given);
        return name.isEmpty() ? "" : " (" + name + ")";
    }

    private SubmissionUncertainException uncertain(JobRequest job, String why, String words) {
        return new SubmissionUncertainException(name, job.name(), why, words);
    }

    /** Asks the service whether it recognises marks; of one that does not, the names of jobs keep those that are in them. */
    @Override
    public MarkUse markUse(Session session, JobRequest job, CallMonitor monitor) throws RemoteServiceException {
        if (recognisesMarks.isEmpty()) {
            TextAnswer answer = ask(() -> connection.request(GET, session.serviceUrl(), "ping/"), monitor);
            // one that knows no ping is of another maker; one that is not ready, or a proxy in its place, tells nothing
            boolean hasNone = answer.status() == HttpStatus.SC_NOT_FOUND;
            if (!hasNone) {
                checkReady(answer);
            }
            recognisesMarks = Optional.of(!hasNone && answer.recognisesMarks());
        }
        if (recognisesMarks.get()) {
            return MarkUse.RECOGNISED;
        }
        return job.isNamedByMark() ? MarkUse.KEPT : MarkUse.IGNORED;
    }

    @Override
    public List<RemoteJob> marked(Session session, String mark, CallMonitor monitor) throws RemoteServiceException {
        return jobs(session, monitor).stream()
                .filter(job -> job.name().equals(JobRequest.nameWith(mark)))
                .toList();
    }

    @Override
    public List<RemoteJob> jobs(Session session, CallMonitor monitor) throws RemoteServiceException {
        return query(session, "jobs?" + JOBS_SUFFIX, "the list of jobs", monitor).stream()
                .map(PacJobManager::remoteJob)
                .toList();
    }

    @Override
    public RemoteJob job(Session session, JobId id, CallMonitor monitor) throws RemoteServiceException {
        return find(session, id, JOBS_SUFFIX, monitor)
                .map(PacJobManager::remoteJob)
                .orElseThrow(() -> new UnknownJobException(name, session.user(), id, ""));
    }

    /** Returns a job that has failed with its exit code, which the long form has. */
    @Override
    public RemoteJob explained(Session session, RemoteJob job, CallMonitor monitor) {
        boolean saysNotWhy = job.state().word().equals(JobState.EXIT.name())
                && job.state().exitCode().isEmpty();
        if (!saysNotWhy) {
            return job;
        }
        try {
            return find(session, job.id(), DETAILS_SUFFIX, monitor)
                    .map(PacJobManager::remoteJob)
                    .orElse(job);
        } catch (RemoteServiceException e) {
            return job;
        }
    }

    private Optional<JobInfo> find(Session session, JobId id, String suffix, CallMonitor monitor)
            throws RemoteServiceException {
        String operation = "jobs?id=" + PercentEncoding.encode(id.text()) + "&" + suffix;
        return query(session, operation, "the state of job " + id, monitor).stream()
                .filter(info -> info.id().equals(id.text()))
                .findFirst();
    }

    private List<JobInfo> query(Session session, String operation, String what, CallMonitor monitor)
            throws RemoteServiceException {
        TextAnswer answer = ask(() -> connection.request(GET, session, operation), monitor);
        faults.checkStatus(session, what, answer);
        try {
            JobsAnswer jobs = JobsAnswer.fromXml(answer.body());
            if (jobs.error().isEmpty()) {
                return jobs.jobs();
            }
            String words = ServiceWords.line(jobs.error().get());
            if (PacWords.sayNoJob(words)) {
                return List.of();
            }
            throw faults.refused(session, what, words);
        } catch (PacFormatException e) {
            throw faults.notUnderstood(what, e);
        }
    }

    private static RemoteJob remoteJob(JobInfo info) {
        return new RemoteJob(new JobId(info.id()), info.name(), state(info), info.command());
    }

    private static RemoteJobState state(JobInfo info) {
        boolean succeeded = info.state().equals(JobState.DONE);
        OptionalInt exitCode = succeeded ? OptionalInt.of(0) : exitCode(info);
        String remark = info.extStatus().equals(JobInfo.UNSET) ? "" : info.extStatus();
        String reason =
                remark.isEmpty() && !succeeded && exitCode.isPresent() ? "exit code " + exitCode.getAsInt() : remark;
        return new RemoteJobState(info.state().name(), UNDER_WAY.contains(info.state()), reason, succeeded, exitCode);
    }

    /** Returns the exit code of a job that failed, which the long form has, and the short one where the service gives it as the reason. */
    private static OptionalInt exitCode(JobInfo info) {
        Matcher told = EXIT_CODE_IN_WORDS.matcher(info.extStatus());
        String code = info.details().getOrDefault("exitCode", told.find() ? told.group(1) : "");
        boolean isCode =
                info.state().equals(JobState.EXIT) && EXIT_CODE.matcher(code).matches();
        return isCode ? OptionalInt.of(Integer.parseInt(code)) : OptionalInt.empty();
    }

    @Override
    public List<RemoteFile> files(Session session, JobId id, CallMonitor monitor) throws RemoteServiceException {
        String what = "the files of job " + id;
        TextAnswer answer =
                ask(() -> connection.request(GET, session, "jobfiles/" + PercentEncoding.encode(id.text())), monitor);
        String words = PacWords.of(answer.body());
        if (answer.status() == HttpStatus.SC_NOT_FOUND) {
            throw new UnknownJobException(name, session.user(), id, words);
        }
        checkStatus(session, what, answer, monitor);
        if (answer.body().isBlank()) {
            return List.of();
        }
        boolean list =
                JobFile.isList(answer.body()) && PacWords.errorIn(answer.body()).isEmpty();
        if (!list) {
            RemoteServiceException refusal = refusedAbout(session, id, what, words, monitor);
            if (refusal instanceof ServiceFaultException && PacWords.sayNoFiles(words)) {
                return List.of();
            }
            throw refusal;
        }
        try {
            return JobFile.fromList(answer.body()).stream()
                    .filter(file -> !file.directory())
                    .map(file -> new RemoteFile(file.path(), file.size(), file.fetchable()))
                    .toList();
        } catch (PacFormatException e) {
            throw new ServiceFaultException(
                    name + " gave no list of " + what + RemoteServiceException.saying(words), words);
        }
    }

    /** A file that is named by its path need not be of a job; services that forget jobs have theirs under the id 0, as uploads have. */
    @Override
    public void download(Session session, JobId id, RemoteFile file, OutputStream sink, CallMonitor monitor)
            throws IOException {
        try {
            fetch(session, id, file, sink, monitor);
        } catch (UnknownFileException e) {
            if (file.isListed() || !RemoteFile.isAbsolute(file.path())) {
                throw e;
            }
            try {
                fetch(session, JobId.of(0), file, sink, monitor);
            } catch (RemoteServiceException none) {
                throw none instanceof PermissionDeniedException ? none : e;
            }
        }
    }

    private void fetch(Session session, JobId id, RemoteFile file, OutputStream sink, CallMonitor monitor)
            throws IOException {
        PacRequest request = connection.request(GET, session, "file/" + PercentEncoding.encode(id.text()));
        request.setEntity(new ByteArrayEntity(file.path().getBytes(StandardCharsets.UTF_8), PLAIN));
        if (!file.isListed()) {
            // in parts, which tell an empty file from none and have an end
            request.setHeader(HttpHeaders.ACCEPT, PacProtocol.ACCEPT_MULTIPART);
        }
        try {
            new PacDownload(name, session, id, file, monitor).read(connection, request, sink);
        } catch (PermissionDeniedException e) {
            throw explained(session, e, monitor);
        }
    }

    @Override
    public void cancel(Session session, JobId id, CallMonitor monitor) throws RemoteServiceException {
        String what = "stopping job " + id;
        TextAnswer answer = connection.shortText(
                connection.request(GET, session, "jobOperation/kill/" + PercentEncoding.encode(id.text())), monitor);
        checkStatus(session, what, answer, monitor);
        try {
            Optional<String> error = JobAnswer.fromXml(answer.body()).error();
            if (error.isPresent()) {
                throw refusedAbout(session, id, what, ServiceWords.line(error.get()), monitor);
            }
        } catch (PacFormatException e) {
            throw faults.notUnderstood(what, e);
        }
    }

    /** Holds nothing: connections are not kept for a next call. */
    @Override
    public void close() {}

    /** The maker of a request that can be repeated without harm. */
    private interface RequestMaker {
        PacRequest make();
    }

    private TextAnswer ask(RequestMaker maker, CallMonitor monitor) throws RemoteServiceException {
        try {
            return connection.shortText(maker.make(), monitor);
        } catch (ServiceUnreachableException e) {
            if (!e.stage().isQuick()) {
                throw e;
            }
            return connection.shortText(maker.make(), monitor);
        }
    }

    /** Returns what an error about a job means. Its words alone do not tell: perhaps there is no such job. */
    private RemoteServiceException refusedAbout(
            Session session, JobId id, String what, String words, CallMonitor monitor) {
        RemoteServiceException refusal = faults.refused(session, what, words);
        if (refusal instanceof ServiceFaultException) {
            try {
                job(session, id, monitor);
            } catch (UnknownJobException e) {
                return new UnknownJobException(name, session.user(), id, words);
            } catch (RemoteServiceException e) {
                return refusal;
            }
        }
        return refusal;
    }
}
