package org.mantle.benchmarks;

import java.util.List;
import org.mantle.framework.Algorithm;
import org.mantle.framework.Condition;
import org.mantle.framework.Context;
import org.mantle.framework.Declaration;
import org.mantle.framework.Property;
import org.mantle.framework.Secret;
import org.mantle.validators.Validators;

/** Declares what {@code SCARFTomoReconstruction} declares, and does nothing: what is left is the framework's own work. */
final class DoesNothing extends Algorithm {

    private static final Property<String> USER_NAME =
            Property.string("UserName").mandatory().build();
    private static final Property<String> ACTION = Property.string("Action")
            .defaultValue("LogIn")
            .validator(Validators.oneOf(
                    "LogIn",
                    "LogOut",
                    "Ping",
                    "Upload",
                    "SubmitJob",
                    "JobStatus",
                    "JobStatusByID",
                    "Download",
                    "CancelJob"))
            .build();
    private static final Property<Secret> PASSWORD = Property.secret("Password").build();
    private static final Property<String> RUNNABLE_PATH = Property.string("RunnablePath")
            .defaultValue("/work/imat/webservice_test/tomopy/")
            .build();
    private static final Property<String> JOB_OPTIONS = Property.string("JobOptions")
            .defaultValue("/work/imat/webservice_test/remote_output/test_")
            .build();
    private static final Property<String> JOB_NAME = Property.string("JobName").build();
    private static final Property<String> FILE_TO_UPLOAD =
            Property.string("FileToUpload").validator(Validators.readableFile()).build();
    private static final Property<String> DESTINATION_DIRECTORY =
            Property.string("DestinationDirectory").defaultValue("/work/imat").build();
    private static final Property<List<String>> REMOTE_JOBS_ID =
            Property.stringList("RemoteJobsID").output().build();
    private static final Property<List<String>> REMOTE_JOBS_NAMES =
            Property.stringList("RemoteJobsNames").output().build();
    private static final Property<List<String>> REMOTE_JOBS_STATUS =
            Property.stringList("RemoteJobsStatus").output().build();
    private static final Property<List<String>> REMOTE_JOBS_COMMANDS =
            Property.stringList("RemoteJobsCommands").output().build();
    private static final Property<Integer> JOB_ID = jobId("JobID");
    private static final Property<String> REMOTE_JOB_NAME =
            Property.string("RemoteJobName").output().build();
    private static final Property<String> REMOTE_JOB_STATUS =
            Property.string("RemoteJobStatus").output().build();
    private static final Property<String> REMOTE_JOB_COMMAND =
            Property.string("RemoteJobCommand").output().build();
    private static final Property<String> REMOTE_JOB_FILENAME =
            Property.string("RemoteJobFilename").build();
    private static final Property<String> LOCAL_DIRECTORY = Property.string("LocalDirectory")
            .validator(Validators.writableDirectory())
            .build();
    private static final Property<Integer> DOWNLOAD_JOB_ID = jobId("DownloadJobID");
    private static final Property<Integer> CANCEL_JOB_ID = jobId("CancelJobID");

    private static Property<Integer> jobId(String name) {
        return Property.integer(name)
                .defaultValue(0)
                .validator(Validators.atLeast(1))
                .build();
    }

    @Override
    protected void declare(Declaration declaration) {
        declaration
                .name("DoesNothing")
                .categories("Benchmarks")
                .summary("Does nothing, with many properties.")
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
                .requiredWhen(action("LogIn"), PASSWORD)
                .visibleWhen(action("LogIn"), PASSWORD)
                .requiredWhen(action("Upload"), FILE_TO_UPLOAD, DESTINATION_DIRECTORY)
                .visibleWhen(action("Upload"), FILE_TO_UPLOAD, DESTINATION_DIRECTORY)
                .requiredWhen(action("SubmitJob"), RUNNABLE_PATH)
                .visibleWhen(action("SubmitJob"), RUNNABLE_PATH, JOB_OPTIONS, JOB_NAME)
                .visibleWhen(action("JobStatusByID"), JOB_ID)
                .requiredWhen(action("Download"), LOCAL_DIRECTORY)
                .visibleWhen(action("Download"), DOWNLOAD_JOB_ID, REMOTE_JOB_FILENAME, LOCAL_DIRECTORY)
                .visibleWhen(action("CancelJob"), CANCEL_JOB_ID);
    }

    private static Condition action(String name) {
        return Condition.is(ACTION, name);
    }

    @Override
    protected void execute(Context run) {
        run.set(REMOTE_JOB_STATUS, "Done");
    }
}
