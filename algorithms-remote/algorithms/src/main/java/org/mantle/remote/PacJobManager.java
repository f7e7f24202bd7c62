package org.mantle.remote;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.mantle.pac.AppParameter;
import org.mantle.pac.FileSource;
import org.mantle.pac.JobAnswer;
import org.mantle.pac.JobFile;
import org.mantle.pac.JobInfo;
import org.mantle.pac.JobsAnswer;
import org.mantle.pac.LogOnAnswer;
import org.mantle.pac.LogOnRequest;
import org.mantle.pac.MultipartBody;
import org.mantle.pac.PacFormatException;
import org.mantle.pac.PacProtocol;
import org.mantle.pac.PercentEncoding;
import org.mantle.pac.Submission;
import org.mantle.remote.PacConnection.TextAnswer;
import org.mantle.remote.ServiceUnreachableException.Stage;

/**
 * Speaks the older generation of the PAC web service, and SCARF's own log-in.
 *
 * <p>Errors come with status 200 as a rule. Calls that change nothing are repeated once when the connection fails; a
 * submission never is.
 */
final class PacJobManager implements RemoteJobManager {
    private static final String GET = "GET";
    private static final String POST = "POST";
    // the user's own jobs, and those that ended in the last 24 hours; empty values are the service's defaults
    private static final String JOBS_SUFFIX = "user=&details=&past=24";

    private final String name;
    private final ComputeResource resource;
    private final PacConnection connection;

    PacJobManager(String name, ComputeResource resource, PacConnection connection) {
        this.name = name;
        this.resource = resource;
        this.connection = connection;
    }

    @Override
    public Session logIn(String user, char[] password, CallMonitor monitor) throws RemoteServiceException {
        return resource.scarfLogInUrl().isPresent()
                ? logInAtScarf(resource.scarfLogInUrl().get(), user, password, monitor)
                : logInAtService(user, password, monitor);
    }

    private Session logInAtService(String user, char[] password, CallMonitor monitor) throws RemoteServiceException {
        LogOnRequest logOn = new LogOnRequest(user, password);
        byte[] body = logOn.toXml();
        logOn.wipe();
        // a GET with a body is how this protocol logs in
        HttpUriRequestBase request = connection.request(GET, resource.url(), "logon/");
        request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_XML));
        TextAnswer answer = sendAndWipe(request, body, monitor);
        return session(user, password, answer, LogOnAnswer::fromXml);
    }

    private Session logInAtScarf(URI logInUrl, String user, char[] password, CallMonitor monitor)
            throws RemoteServiceException {
        byte[] body = SecretForm.logIn(user, password);
        HttpUriRequestBase request = new HttpUriRequestBase(POST, logInUrl);
        request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_FORM_URLENCODED));
        TextAnswer answer = sendAndWipe(request, body, monitor);
        return session(user, password, answer, LogOnAnswer::fromScarfText);
    }

    private TextAnswer sendAndWipe(HttpUriRequestBase request, byte[] body, CallMonitor monitor)
            throws RemoteServiceException {
        try {
            return text(request, monitor);
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    private interface LogOnReader {
        LogOnAnswer read(String body) throws PacFormatException;
    }

    private Session session(String user, char[] password, TextAnswer answer, LogOnReader reader)
            throws RemoteServiceException {
        String words = ServiceWords.of(ServiceWords.without(password, answer.body()));
        if (answer.status() == HttpStatus.SC_UNAUTHORIZED || answer.status() == HttpStatus.SC_FORBIDDEN) {
            throw new LogInRefusedException(name, user, words);
        }
        if (answer.status() != HttpStatus.SC_OK) {
            throw statusFault(user, "the log-in", answer, words);
        }
        LogOnAnswer logOn;
        try {
            logOn = reader.read(answer.body());
        } catch (PacFormatException e) {
            throw new ServiceFaultException(
                    name + " gave an answer to the log-in that is not one ("
                            + ServiceWords.line(ServiceWords.without(password, String.valueOf(e.getMessage())))
                            + "); check the resource's address and kind of log-in with: mantle resources list",
                    "");
        }
        if (logOn.token().isEmpty()) {
            String refusal = ServiceWords.without(password, logOn.error().orElse(""));
            throw new LogInRefusedException(name, user, ServiceWords.line(refusal));
        }
        return new Session(user, trusted(logOn.baseUrl()), logOn.token().get().toCookieHeader());
    }

    /** A log-in answer may name another port or path of the configured host, and nothing else. */
    private URI trusted(Optional<String> told) throws ServiceFaultException {
        if (told.isEmpty()) {
            return resource.url();
        }
        try {
            URI address = URI.create(told.get());
            if (resource.mayBeServedAt(address)) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // not an address: refused below
        }
        throw new ServiceFaultException(
                "the log-in at " + name + " worked, but its answer sends us to \"" + ServiceWords.line(told.get())
                        + "\", which is not the host " + resource.url().getHost()
                        + " that is configured; nothing was sent there. If it is right, configure that address",
                "");
    }

    @Override
    public void logOut(Session session, CallMonitor monitor) throws RemoteServiceException {
        TextAnswer answer = text(connection.request(GET, session, "logout/"), monitor);
        checkStatus(session, "the log-out", answer);
        if (!answer.body().strip().equalsIgnoreCase(PacProtocol.LOGGED_OUT)) {
            throw refused(session, "the log-out", ServiceWords.of(answer.body()));
        }
    }

    @Override
    public void ping(CallMonitor monitor) throws RemoteServiceException {
        TextAnswer answer = ask(() -> connection.request(GET, resource.url(), "ping/"), monitor);
        String words = ServiceWords.of(answer.body());
        if (answer.status() != HttpStatus.SC_OK) {
            throw statusFault("the user", "the ping", answer, words);
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
        HttpUriRequestBase request = connection.request(POST, session, "upfile/0");
        request.setEntity(new UploadEntity(
                MultipartBody.upload(directory, List.of(source)),
                resource.responseTimeout(),
                request::cancel,
                monitor));
        TextAnswer answer;
        try {
            answer = connection.text(request, monitor);
        } catch (ServiceUnreachableException e) {
            throw explained(session, e, monitor);
        }
        checkStatus(session, "the upload to " + directory, answer);
        if (!answer.body().contains(PacProtocol.UPLOADED)) {
            throw refused(session, "the upload to " + directory, ServiceWords.of(answer.body()));
        }
    }

    /** A service may break an upload off because the session ended, and its answer gets lost then: so ask again. */
    private RemoteServiceException explained(
            Session session, ServiceUnreachableException failure, CallMonitor monitor) {
        if (failure.stage() == Stage.CONNECTED) {
            try {
                jobs(session, monitor);
            } catch (SessionEndedException | PermissionDeniedException e) {
                return e;
            } catch (RemoteServiceException e) {
                return failure;
            }
        }
        return failure;
    }

    @Override
    public JobId submit(Session session, JobRequest job, CallMonitor monitor) throws RemoteServiceException {
        Submission submission = new Submission(
                resource.applicationFor(job.runnable()),
                List.of(
                        AppParameter.of("INPUT_ARGS", job.arguments()),
                        AppParameter.of("OUTPUT_FILE", "%J.output"),
                        AppParameter.of("ERROR_FILE", "%J.error"),
                        AppParameter.of("JOB_NAME", job.name()),
                        AppParameter.of("INPUT_FILE", job.runnable())));
        HttpUriRequestBase request = connection.request(POST, session, "submitapp");
        CallMonitor untilAnswered = new UncancelledMonitor(monitor);
        request.setEntity(new UploadEntity(
                MultipartBody.submission(submission, List.of()),
                resource.responseTimeout(),
                request::cancel,
                untilAnswered));
        monitor.checkCancelled();
        TextAnswer answer;
        try {
            answer = text(request, untilAnswered);
        } catch (ServiceUnreachableException e) {
            throw e.stage() == Stage.CONNECTING ? e : uncertain(job, String.valueOf(e.getMessage()), "");
        } catch (ServiceFaultException e) {
            throw uncertain(job, String.valueOf(e.getMessage()), "");
        }
        String words = ServiceWords.of(answer.body());
        if (answer.status() >= HttpStatus.SC_SERVER_ERROR) {
            throw uncertain(job, "it answered with status " + answer.status(), words);
        }
        checkStatus(session, "the submission", answer);
        return submittedId(session, job, answer.body(), words);
    }

    private JobId submittedId(Session session, JobRequest job, String body, String words)
            throws RemoteServiceException {
        try {
            if (body.isBlank()) {
                throw uncertain(job, "it was empty", "");
            }
            JobAnswer answer = JobAnswer.fromXml(body);
            if (answer.error().isPresent()) {
                throw refused(session, "the submission", words);
            }
            if (answer.id().isPresent()) {
                return new JobId(answer.id().get());
            }
            throw uncertain(job, "it has no job id in it", words);
        } catch (PacFormatException | IllegalArgumentException e) {
            throw uncertain(job, ServiceWords.line(String.valueOf(e.getMessage())), words);
        }
    }

    private SubmissionUncertainException uncertain(JobRequest job, String why, String words) {
        return new SubmissionUncertainException(name, job.name(), why, words);
    }

    @Override
    public List<RemoteJob> jobs(Session session, CallMonitor monitor) throws RemoteServiceException {
        return query(session, "jobs?" + JOBS_SUFFIX, "the list of jobs", monitor);
    }

    @Override
    public RemoteJob job(Session session, JobId id, CallMonitor monitor) throws RemoteServiceException {
        String operation = "jobs?id=" + PercentEncoding.encode(id.text()) + "&" + JOBS_SUFFIX;
        List<RemoteJob> jobs = query(session, operation, "the state of job " + id, monitor);
        return jobs.stream()
                .filter(job -> job.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new UnknownJobException(name, session.user(), id.text(), ""));
    }

    private List<RemoteJob> query(Session session, String operation, String what, CallMonitor monitor)
            throws RemoteServiceException {
        TextAnswer answer = ask(() -> connection.request(GET, session, operation), monitor);
        checkStatus(session, what, answer);
        try {
            JobsAnswer jobs = JobsAnswer.fromXml(answer.body());
            if (jobs.error().isPresent()) {
                String words = ServiceWords.line(jobs.error().get());
                if (ServiceWords.sayNoJob(words)) {
                    return List.of();
                }
                throw refused(session, what, words);
            }
            List<RemoteJob> found = new ArrayList<>();
            for (JobInfo info : jobs.jobs()) {
                found.add(new RemoteJob(
                        new JobId(info.id()),
                        info.name(),
                        new RemoteJobState(info.state().name()),
                        info.command()));
            }
            return List.copyOf(found);
        } catch (PacFormatException | IllegalArgumentException e) {
            throw notUnderstood(what, e);
        }
    }

    @Override
    public List<RemoteFile> files(Session session, JobId id, CallMonitor monitor) throws RemoteServiceException {
        String what = "the files of job " + id;
        TextAnswer answer =
                ask(() -> connection.request(GET, session, "jobfiles/" + PercentEncoding.encode(id.text())), monitor);
        String words = ServiceWords.of(answer.body());
        if (answer.status() == HttpStatus.SC_NOT_FOUND) {
            throw new UnknownJobException(name, session.user(), id.text(), words);
        }
        checkStatus(session, what, answer);
        if (answer.body().isBlank()) {
            return List.of();
        }
        boolean list = JobFile.isList(answer.body())
                && ServiceWords.errorIn(answer.body()).isEmpty();
        if (!list) {
            RemoteServiceException refusal = refusedAbout(session, id, what, words, monitor);
            if (refusal instanceof ServiceFaultException && ServiceWords.sayNoFiles(words)) {
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

    @Override
    public void download(Session session, JobId id, RemoteFile file, OutputStream sink, CallMonitor monitor)
            throws IOException {
        HttpUriRequestBase request = connection.request(GET, session, "file/" + PercentEncoding.encode(id.text()));
        request.setEntity(new StringEntity(file.path(), ContentType.TEXT_PLAIN.withCharset("UTF-8")));
        new PacDownload(name, session, id, file, monitor).read(connection, request, sink);
    }

    @Override
    public void cancel(Session session, JobId id, CallMonitor monitor) throws RemoteServiceException {
        String what = "stopping job " + id;
        TextAnswer answer = text(
                connection.request(GET, session, "jobOperation/kill/" + PercentEncoding.encode(id.text())), monitor);
        checkStatus(session, what, answer);
        try {
            Optional<String> error = JobAnswer.fromXml(answer.body()).error();
            if (error.isPresent()) {
                throw refusedAbout(session, id, what, ServiceWords.line(error.get()), monitor);
            }
        } catch (PacFormatException e) {
            throw notUnderstood(what, e);
        }
    }

    /** A call that can be repeated without harm. */
    private interface RequestMaker {
        HttpUriRequestBase make();
    }

    private TextAnswer ask(RequestMaker maker, CallMonitor monitor) throws RemoteServiceException {
        try {
            return text(maker.make(), monitor);
        } catch (ServiceUnreachableException e) {
            if (e.stage() == Stage.TIMED_OUT) {
                throw e;
            }
            return text(maker.make(), monitor);
        }
    }

    private TextAnswer text(HttpUriRequestBase request, CallMonitor monitor) throws RemoteServiceException {
        try {
            return connection.text(request, monitor);
        } catch (RemoteServiceException e) {
            throw e;
        } catch (IOException e) {
            throw new ServiceFaultException(String.valueOf(e.getMessage()), "");
        }
    }

    private void checkStatus(Session session, String what, TextAnswer answer) throws RemoteServiceException {
        if (answer.status() == HttpStatus.SC_OK) {
            return;
        }
        String words = ServiceWords.of(answer.body());
        if (answer.status() == HttpStatus.SC_UNAUTHORIZED || PacProtocol.saysSessionEnded(words)) {
            throw new SessionEndedException(name, session.user(), words);
        }
        throw statusFault(session.user(), what, answer, words);
    }

    private RemoteServiceException statusFault(String user, String what, TextAnswer answer, String words) {
        int status = answer.status();
        if (status == HttpStatus.SC_FORBIDDEN) {
            return new PermissionDeniedException(name, user, what, words);
        }
        String also = RemoteServiceException.saying(words);
        if (status >= HttpStatus.SC_REDIRECTION && status < HttpStatus.SC_CLIENT_ERROR) {
            String target = answer.location().map(ServiceWords::line).orElse("another place");
            return new ServiceFaultException(
                    name + " redirects " + what + " to " + target
                            + "; redirections are not followed. Configure the right address with: mantle resources add",
                    words);
        }
        String advice = status == HttpStatus.SC_NOT_FOUND
                ? "; check the resource's address with: mantle resources list"
                : "; try again later, or ask the resource's support";
        return new ServiceFaultException(name + " answered " + what + " with status " + status + also + advice, words);
    }

    private RemoteServiceException refused(Session session, String what, String words) {
        if (PacProtocol.saysSessionEnded(words)) {
            return new SessionEndedException(name, session.user(), words);
        }
        if (ServiceWords.sayNoPermission(words)) {
            return new PermissionDeniedException(name, session.user(), what, words);
        }
        return new ServiceFaultException(
                name + " did not accept " + what + (words.isEmpty() ? ": its answer is empty" : "")
                        + RemoteServiceException.saying(words),
                words);
    }

    /** What an error about a job means is not to be told from its words alone: perhaps there is no such job. */
    private RemoteServiceException refusedAbout(
            Session session, JobId id, String what, String words, CallMonitor monitor) {
        RemoteServiceException refusal = refused(session, what, words);
        if (refusal instanceof ServiceFaultException) {
            try {
                job(session, id, monitor);
            } catch (UnknownJobException e) {
                return new UnknownJobException(name, session.user(), id.text(), words);
            } catch (RemoteServiceException e) {
                return refusal;
            }
        }
        return refusal;
    }

    private ServiceFaultException notUnderstood(String what, Exception e) {
        return new ServiceFaultException(
                name + " gave an answer to " + what + " that cannot be understood: "
                        + ServiceWords.line(String.valueOf(e.getMessage())),
                "");
    }
}
