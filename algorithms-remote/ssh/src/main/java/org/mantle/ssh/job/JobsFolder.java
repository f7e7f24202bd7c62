package org.mantle.ssh.job;

import static org.mantle.slurm.BatchScript.quoted;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.mantle.remote.job.JobId;
import org.mantle.remote.job.JobRequest;
import org.mantle.slurm.BatchScript;
import org.mantle.slurm.CommentMark;

/**
 * The scripts that a host runs, for jobs that each have a folder of their own in one folder of the account.
 *
 * <p>A job's folder has a hidden one with what Slurm forgets: its name and command, its id, and the exit code, which the job itself
 * writes as it ends. {@code .ids} has a link to the folder of each job by its id, made anew as the job starts and ends.
 *
 * @param path the folder of all jobs, absolute or from the account's home
 * @param commands where Slurm's commands are; empty if they are on the path of commands
 */
record JobsFolder(String path, String commands) {

    /** Begins each record of an answer; names may have line ends in them. */
    static final String RECORD = "\u001e";
    /** Stands between the fields of a record. */
    static final String FIELD = "\u001f";
    /** Stands between the two lists of an answer. */
    static final String LIST = "\u001d";

    /** The exit codes by which the script of a submission tells why Slurm was not asked. */
    static final int NO_RUNNABLE = 111;

    static final int NOT_EXECUTABLE = 112;
    static final int NO_FOLDER = 113;
    static final int CLAIMED = 114;
    /** What shells say when there is no such command. */
    static final int NO_COMMAND = 127;

    /** The states that accounting is asked for: when none is named, it leaves out jobs that were cancelled while they were held. */
    private static final String ACCOUNTED = "BF,CA,CD,DL,F,NF,OOM,PD,PR,R,RQ,S,TO";

    private static final int LONGEST_COMMAND = 4096;
    /** How often the environment would change what the commands print. */
    private static final String SETTLED = "unset SQUEUE_ALL SQUEUE_ARRAY SQUEUE_FORMAT SQUEUE_FORMAT2 SQUEUE_LICENSES"
            + " SQUEUE_NAMES SQUEUE_PARTITION SQUEUE_PRIORITY SQUEUE_SORT SQUEUE_STATES SQUEUE_USERS"
            + " SACCT_FORMAT SLURM_TIME_FORMAT SBATCH_TEST_ONLY SBATCH_ARRAY_INX\n";

    /**
     * What a job runs: it notes its id and its exit code in its folder. A signal that ends the program must not end the shell that
     * notes this.
     */
    private static final String KEEPER = """
            d=$PWD/.mantle
            r=$1
            shift
            case $r in /*) ;; *) r=$HOME/$r ;; esac
            if [ -d "$r" ]; then r=${r%/}/run; fi
            note() { ln -sfn "../${PWD##*/}" "../.ids/$SLURM_JOB_ID" 2>/dev/null; }
            note
            rm -f "$d/exit"
            printf '%s\\n' "$SLURM_JOB_ID" >"$d/id"
            MANTLE_JOB_ID=$SLURM_JOB_ID
            MANTLE_JOB_NAME=$SLURM_JOB_NAME
            export MANTLE_JOB_ID MANTLE_JOB_NAME
            trap : HUP INT TERM USR1 USR2 XCPU
            "$r" "$@"
            c=$?
            printf '%s\\n' "$c" >"$d/exit.part" && mv "$d/exit.part" "$d/exit"
            note
            exit "$c"
            """;

    private String begin() {
        return "cd || exit " + NO_FOLDER + "\n" + SETTLED
                + (commands.isEmpty() ? "" : "PATH=" + quoted(commands) + ":$PATH\nexport PATH\n")
                + "J=" + quoted(path.startsWith("/") ? path : "./" + path) + "\n";
    }

    /** Returns the name of the folder of a job, which no other has. */
    static String folderOf(JobRequest request, CommentMark mark) {
        String name = request.name().replaceAll("[^A-Za-z0-9._-]+", "_").replaceFirst("^\\.+", "_");
        return (name.length() > 60 ? name.substring(0, 60) : name) + "_" + mark.text();
    }

    /** Returns where a job's folder is, from the account's home. */
    String folderOf(JobId id) {
        return path + "/.ids/" + id;
    }

    /**
     * Returns the script that submits a job and writes its id. With one mark it submits once, however often it is run: to make the
     * folder is to claim the mark.
     *
     * @param options more options of {@code sbatch}
     */
    String submission(JobRequest request, List<String> arguments, List<String> options, CommentMark mark) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", KEEPER, "mantle-job", request.runnable()));
        command.addAll(arguments);
        String script = BatchScript.of(command, Map.of());
        String end = "MANTLE_" + UUID.randomUUID().toString().replace("-", "");
        List<String> words = new ArrayList<>();
        words.add("--parsable");
        words.add("--job-name=" + request.name());
        words.add("--output=%j.output");
        words.add("--error=%j.error");
        words.addAll(options);
        words.add("--comment=" + CommentMark.comment(mark));
        return begin()
                + "R=" + quoted(request.runnable()) + "\n"
                + "F=" + quoted(folderOf(request, mark)) + "\n"
                + "K=" + quoted(encoded(request.name()) + FIELD + encoded(shown(request.commandLine()))) + "\n"
                + """
                if [ -d "$R" ]; then R=${R%/}/run; fi
                if [ ! -f "$R" ]; then exit 111; fi
                if [ ! -x "$R" ]; then
                  case $(head -c 4 "$R" | od -An -c | tr -d ' \\n') in
                    '#!'*|'177ELF') chmod u+x "$R" 2>/dev/null ;;
                  esac
                fi
                if [ ! -x "$R" ]; then exit 112; fi
                command -v sbatch >/dev/null || exit 127
                mkdir -p "$J/.ids" || exit 113
                if ! mkdir "$J/$F"; then
                  if [ -d "$J/$F" ]; then exit 114; fi
                  exit 113
                fi
                D=$(cd "$J/$F" && pwd) || exit 113
                mkdir "$D/.mantle" && printf '%s\\n' "$K" >"$D/.mantle/job" || { rm -rf "$D"; exit 113; }
                """
                + "S=$(sbatch --chdir=\"$D\" "
                + String.join(" ", words.stream().map(BatchScript::quoted).toList())
                + " <<'" + end + "'\n" + script + end + "\n)\n"
                + """
                C=$?
                if [ "$C" != 0 ]; then printf '%s\\n' "$S"; exit "$C"; fi
                I=${S##*
                }
                I=${I%%;*}
                ln -sfn "../$F" "$J/.ids/$I"
                printf '%s\\n' "$I" >"$D/.mantle/id"
                printf '%s\\n' "$I"
                """;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String shown(String commandLine) {
        return commandLine.length() <= LONGEST_COMMAND ? commandLine : commandLine.substring(0, LONGEST_COMMAND) + "…";
    }

    /** Returns the script that looks for the job of a submission whose answer was lost. */
    String search(JobRequest request, CommentMark mark, String user) {
        return begin() + "F=" + quoted(folderOf(request, mark)) + "\n"
                + "if [ -d \"$J/$F\" ]; then printf claimed; fi\n"
                + "I=\n"
                + "{ IFS= read -r I <\"$J/$F/.mantle/id\"; } 2>/dev/null\n"
                + "printf '" + LIST + "%s" + LIST + "' \"$I\"\n"
                + "if [ -z \"$I\" ]; then " + queue(user, RECORD + "%i" + FIELD + "%k") + "; fi\n";
    }

    /** Returns the script that takes away what is left of a submission that was refused. */
    String forgetting(JobRequest request, CommentMark mark) {
        return begin() + "rm -rf \"$J\"/" + quoted(folderOf(request, mark)) + "\n";
    }

    private static String queue(String user, String format) {
        return "LC_ALL=C squeue --noheader --states=all --user=" + quoted(user) + " --format=" + quoted(format);
    }

    /** Returns the script that lists the user's jobs: what folders keep of those of the last day first, then what Slurm knows. */
    String listing(String user) {
        return begin() + "( cd \"$J/.ids\" 2>/dev/null && find . -type l -mtime -1 | while IFS= read -r L; do\n"
                + kept() + "done )\n"
                + "printf '" + LIST + "'\n"
                + queue(user, RECORD + "%i" + FIELD + "%T" + FIELD + "%r" + FIELD + "%k" + FIELD + "%o" + FIELD + "%j")
                + "\n";
    }

    private static String kept() {
        return "N= E=\n"
                + "{ IFS= read -r N <\"$L/.mantle/job\"; IFS= read -r E <\"$L/.mantle/exit\"; } 2>/dev/null\n"
                + "printf '" + RECORD + "%s" + FIELD + "%s" + FIELD + "%s' \"${L##*/}\" \"$E\" \"$N\"\n";
    }

    /** Returns the script that tells what its folder keeps of one job, however old it is. */
    String record(JobId id) {
        return begin() + "L=$J/.ids/" + quoted(id.text()) + "\n" + "if [ -d \"$L\" ]; then\n" + kept() + "fi\n";
    }

    /** Returns the script that asks Slurm's accounting for the user's jobs of the last day, or for one of any age. */
    String accounts(String user, String id) {
        return begin() + "LC_ALL=C sacct --noheader --parsable --allocations --delimiter=" + quoted(FIELD)
                + " --user=" + quoted(user)
                + (id.isEmpty()
                        ? " --starttime=now-1days --endtime=now --state=" + ACCOUNTED
                        : " --starttime=1970-01-01 --jobs=" + quoted(id))
                + " --format=JobID,State,ExitCode,JobName\n";
    }

    /** Returns the script that has Slurm tell all it knows of one job. */
    String details(JobId id) {
        return begin() + "LC_ALL=C scontrol --oneliner show job " + quoted(id.text()) + "\n";
    }

    /** Returns the script that stops a job; without more words the command does not tell of a job that is not there. */
    String stop(JobId id) {
        return begin() + "LC_ALL=C scancel --verbose " + quoted(id.text()) + "\n";
    }
}
