package org.mantle.remote.scarf;

import static org.mantle.remote.scarf.RemoteAction.CANCEL_JOB;
import static org.mantle.remote.scarf.RemoteAction.DOWNLOAD;
import static org.mantle.remote.scarf.RemoteAction.JOB_STATUS;
import static org.mantle.remote.scarf.RemoteAction.JOB_STATUS_BY_ID;
import static org.mantle.remote.scarf.RemoteAction.LOG_IN;
import static org.mantle.remote.scarf.RemoteAction.LOG_OUT;
import static org.mantle.remote.scarf.RemoteAction.SUBMIT_JOB;
import static org.mantle.remote.scarf.RemoteAction.UPLOAD;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Condition;
import org.mantle.framework.property.EarlierRun;
import org.mantle.framework.property.Property;
import org.mantle.framework.type.FileMode;
import org.mantle.framework.type.Presentation;
import org.mantle.framework.type.Secret;
import org.mantle.remote.ComputeResource;
import org.mantle.remote.ComputeResources;
import org.mantle.remote.RememberedUsers;
import org.mantle.remote.RemoteAccounts;
import org.mantle.remote.RemoteSessions;
import org.mantle.remote.ResourceAccount;
import org.mantle.remote.ResourceRequirement;
import org.mantle.remote.UnansweredSubmissions;
import org.mantle.remote.job.JobId;
import org.mantle.remote.job.RemoteJob;
import org.mantle.remote.job.StateFileException;
import org.mantle.validators.Validators;

/** The algorithm that runs tomographic reconstructions, and any other job, on the resource configured as SCARF@STFC. */
final class ScarfTomoReconstruction extends Algorithm {

    private static final String NAME = "SCARFTomoReconstruction";
    private static final String RESOURCE = "SCARF@STFC";

    /** The states of a job that goes on, in the words of PAC and of Slurm. */
    private static final List<String> UNDER_WAY = List.of(
            "Pending",
            "Running",
            "Suspended",
            "PENDING",
            "CONFIGURING",
            "RUNNING",
            "COMPLETING",
            "SUSPENDED",
            "STOPPED",
            "REQUEUED",
            "REQUEUE_HOLD");

    private static final EarlierRun SUBMISSION =
            new EarlierRun("RemoteJobsID", Map.of("Action", SUBMIT_JOB.label()), Optional.empty());

    /** What is fetched before its end is not all. */
    private static final EarlierRun ENDED_SUBMISSION = new EarlierRun(
            SUBMISSION.output(),
            SUBMISSION.inputs(),
            Optional.of(new EarlierRun.Awaited(
                    "JobID",
                    Map.of("Action", JOB_STATUS_BY_ID.label()),
                    List.of("UserName"),
                    "RemoteJobStatus",
                    UNDER_WAY)));

    private static final Property<String> USER_NAME = Property.string("UserName")
            .mandatory()
            .example("foouser")
            .documentation("The account on the compute resource. Each account has a session of its own, so the jobs of"
                    + " several can be controlled side by side.")
            .build();
    private static final Property<RemoteAction> ACTION = Property.choice(
                    "Action", RemoteAction.class, RemoteAction::label)
            .defaultValue(LOG_IN)
            .documentation("What to do on the compute resource. Begin with LogIn and end with LogOut.")
            .build();
    private static final Property<Secret> PASSWORD = Property.secret("Password")
            .documentation("The password of the account. It is sent once and kept nowhere.")
            .build();
    private static final Property<String> RUNNABLE_PATH = Property.string("RunnablePath")
            .defaultValue("/work/imat/webservice_test/tomopy/")
            .presentation(Presentation.REMOTE_PATH)
            .documentation("The path, on the compute resource, of what the job runs: a shell or Python script, or a"
                    + " program.")
            .build();
    private static final Property<String> JOB_OPTIONS = Property.string("JobOptions")
            .defaultValue("/work/imat/webservice_test/remote_output/test_")
            .documentation("The command-line arguments of the job, whatever its program takes. A reconstruction with"
                    + " Savu, for instance, takes the NXTomo file. The default, which is Mantid's, is one argument; give"
                    + " an empty text for none.")
            .build();
    private static final Property<String> JOB_NAME = Property.string("JobName")
            .documentation("A name by which to know the job. One is made up when this is empty.")
            .build();
    private static final Property<String> FILE_TO_UPLOAD = Property.file("FileToUpload", FileMode.LOAD)
            .documentation("The file on this machine that is to be sent to the compute resource.")
            .build();
    private static final Property<String> DESTINATION_DIRECTORY = Property.string("DestinationDirectory")
            .defaultValue("/work/imat")
            .validator(Validators.matching(
                    "/(?!(.*/)?\\.\\.(/|$)).*", "an absolute path without \"..\" in it, such as /work/imat"))
            .presentation(Presentation.REMOTE_PATH)
            .documentation("The directory on the compute resource that receives the file: an absolute path.")
            .build();
    private static final Property<List<String>> REMOTE_JOBS_ID = Property.stringList("RemoteJobsID")
            .output()
            .documentation("The identifiers of the jobs that were submitted or asked about.")
            .build();
    private static final Property<List<String>> REMOTE_JOBS_NAMES = Property.stringList("RemoteJobsNames")
            .output()
            .documentation("The names of these jobs, in the order of their identifiers.")
            .build();
    private static final Property<List<String>> REMOTE_JOBS_STATUS = Property.stringList("RemoteJobsStatus")
            .output()
            .documentation("The present states of these jobs, in the words of the compute resource.")
            .build();
    private static final Property<List<String>> REMOTE_JOBS_COMMANDS = Property.stringList("RemoteJobsCommands")
            .output()
            .documentation("The command lines that these jobs run.")
            .build();
    private static final Property<JobId> JOB_ID = jobId("JobID")
            .takenFrom(SUBMISSION)
            .documentation(
                    "The identifier of the job to ask about, one that runs or ran lately: a number, or a text such as"
                            + " 12[3] for one of an array of jobs.")
            .build();
    private static final Property<String> REMOTE_JOB_NAME = Property.string("RemoteJobName")
            .output()
            .documentation("The name of the job that was submitted or asked about.")
            .build();
    private static final Property<String> REMOTE_JOB_STATUS = Property.string("RemoteJobStatus")
            .output()
            .documentation("The state of that job, such as Running or Exit, in the words of the compute resource.")
            .build();
    private static final Property<String> REMOTE_JOB_COMMAND = Property.string("RemoteJobCommand")
            .output()
            .documentation("The command line that this job runs.")
            .build();
    private static final Property<String> REMOTE_JOB_FILENAME = Property.string("RemoteJobFilename")
            .keepBlanks()
            .documentation(
                    "The exact name of the file to fetch, or its absolute path on the compute resource. All files of"
                            + " the job when this is empty, but for hidden ones, whose names begin with a dot.")
            .build();
    private static final Property<String> LOCAL_DIRECTORY = Property.file("LocalDirectory", FileMode.WRITABLE_DIRECTORY)
            .documentation("The directory on this machine that receives the files. Files of the same names there are"
                    + " replaced.")
            .build();
    private static final Property<JobId> DOWNLOAD_JOB_ID = jobId("DownloadJobID")
            .takenFrom(ENDED_SUBMISSION)
            .documentation(
                    "The identifier of the job whose files to fetch, 1 or more. It may still run. Those of a task, such"
                            + " as 12[3], lie in one folder with those of the other tasks.")
            .build();
    private static final Property<JobId> CANCEL_JOB_ID = jobId("CancelJobID")
            .takenFrom(SUBMISSION)
            .documentation("The identifier of the running job to stop. Its end is waited for, for up to 15 seconds.")
            .build();

    ScarfTomoReconstruction() {}

    /** Begins the id of a job. Zero stands for "no job": the validator refuses it wherever a job is needed. */
    private static Property.Builder<JobId> jobId(String name) {
        return Property.of(name, JobIdType.INSTANCE)
                .defaultValue(JobIdType.NONE)
                .validator(JobIdType.OF_A_JOB);
    }

    @Override
    protected void declare(Declaration d) {
        d.name(NAME)
                .version(1)
                .categories("Algorithms", "Remote")
                .summary("Runs tomographic reconstruction jobs on a remote compute resource.")
                .keywords("tomography", "CT", "imaging", "cluster", "HPC", "batch")
                .properties(
                        USER_NAME,
                        ACTION,
                        PASSWORD,
                        RUNNABLE_PATH,
                        JOB_OPTIONS,
                        JOB_NAME,
                        FILE_TO_UPLOAD,
                        DESTINATION_DIRECTORY,
                        REMOTE_JOBS_ID,
                        REMOTE_JOBS_NAMES,
                        REMOTE_JOBS_STATUS,
                        REMOTE_JOBS_COMMANDS,
                        JOB_ID,
                        REMOTE_JOB_NAME,
                        REMOTE_JOB_STATUS,
                        REMOTE_JOB_COMMAND,
                        REMOTE_JOB_FILENAME,
                        LOCAL_DIRECTORY,
                        DOWNLOAD_JOB_ID,
                        CANCEL_JOB_ID)
                .visibleWhen(doing(LOG_IN), PASSWORD)
                .requiredWhen(doing(LOG_IN), PASSWORD)
                .visibleWhen(doing(SUBMIT_JOB), RUNNABLE_PATH, JOB_OPTIONS, JOB_NAME)
                .requiredWhen(doing(SUBMIT_JOB), RUNNABLE_PATH)
                .visibleWhen(doing(UPLOAD), FILE_TO_UPLOAD, DESTINATION_DIRECTORY)
                .requiredWhen(doing(UPLOAD), FILE_TO_UPLOAD, DESTINATION_DIRECTORY)
                .visibleWhen(doing(JOB_STATUS_BY_ID), JOB_ID)
                .visibleWhen(doing(DOWNLOAD), REMOTE_JOB_FILENAME, LOCAL_DIRECTORY, DOWNLOAD_JOB_ID)
                .requiredWhen(doing(DOWNLOAD), LOCAL_DIRECTORY)
                .visibleWhen(doing(CANCEL_JOB), CANCEL_JOB_ID)
                .precondition(
                        Condition.isOneOf(ACTION, RemoteAction.values()),
                        new ResourceRequirement(RESOURCE).precondition())
                .precondition(
                        Condition.isOneOf(
                                ACTION,
                                LOG_OUT,
                                UPLOAD,
                                SUBMIT_JOB,
                                JOB_STATUS,
                                JOB_STATUS_BY_ID,
                                DOWNLOAD,
                                CANCEL_JOB),
                        new SessionRequirement(RESOURCE, USER_NAME, NAME).precondition());
    }

    private static Condition doing(RemoteAction action) {
        return Condition.is(ACTION, action);
    }

    @Override
    protected void execute(Context run) throws IOException {
        ComputeResource resource = run.service(ComputeResources.class)
                .find(RESOURCE)
                .orElseThrow(() -> new StateFileException(
                        "the compute resource " + RESOURCE + " was removed while this run began", null));
        RemoteAccounts accounts = new RemoteAccounts(
                run.service(ComputeResources.class),
                run.service(RemoteSessions.class),
                run.service(RememberedUsers.class),
                run.service(UnansweredSubmissions.class));
        try (ResourceAccount account = accounts.connect(resource, run.get(USER_NAME), new RunMonitor(run))) {
            act(run, account);
            account.remember();
        }
    }

    private static void act(Context run, ResourceAccount account) throws IOException {
        switch (run.get(ACTION)) {
            case LOG_IN -> account.logIn(run.get(PASSWORD));
            case LOG_OUT -> account.logOut();
            case PING -> account.ping();
            case UPLOAD -> account.upload(Path.of(run.get(FILE_TO_UPLOAD)), run.get(DESTINATION_DIRECTORY));
            case SUBMIT_JOB -> {
                account.tellOfUnanswered();
                RemoteJob job = account.submit(run.get(RUNNABLE_PATH), run.get(JOB_OPTIONS), run.get(JOB_NAME));
                setJob(run, job);
                setJobs(run, List.of(job));
            }
            case JOB_STATUS -> {
                setJobs(run, account.jobs());
                account.tellOfUnanswered();
            }
            case JOB_STATUS_BY_ID -> {
                RemoteJob job = account.job(run.get(JOB_ID));
                setJob(run, job);
                setJobs(run, List.of(job));
            }
            case DOWNLOAD ->
                account.download(
                        run.get(DOWNLOAD_JOB_ID), run.get(REMOTE_JOB_FILENAME), Path.of(run.get(LOCAL_DIRECTORY)));
            case CANCEL_JOB -> account.cancel(run.get(CANCEL_JOB_ID));
        }
    }

    private static void setJob(Context run, RemoteJob job) {
        run.set(REMOTE_JOB_NAME, job.name());
        run.set(REMOTE_JOB_STATUS, job.state().word());
        run.set(REMOTE_JOB_COMMAND, job.command());
    }

    private static void setJobs(Context run, List<RemoteJob> jobs) {
        JobReasons.tell(jobs, run);
        run.set(REMOTE_JOBS_ID, jobs.stream().map(job -> job.id().text()).toList());
        run.set(REMOTE_JOBS_NAMES, jobs.stream().map(RemoteJob::name).toList());
        run.set(REMOTE_JOBS_STATUS, jobs.stream().map(job -> job.state().word()).toList());
        run.set(REMOTE_JOBS_COMMANDS, jobs.stream().map(RemoteJob::command).toList());
    }
}
