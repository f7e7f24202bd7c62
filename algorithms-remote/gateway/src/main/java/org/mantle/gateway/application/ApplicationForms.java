package org.mantle.gateway.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mantle.pac.JobInfo;
import org.mantle.pac.PacElement;

/** The applications as the protocol tells of them. */
public final class ApplicationForms {

    private static final String PUBLISHED = "Published";

    private final Applications applications;

    /** Creates the forms of what a site defines. */
    public ApplicationForms(Applications applications) {
        this.applications = applications;
    }

    /** Returns which there are. */
    public PacElement status() {
        List<PacElement> all = new ArrayList<>();
        applications.all().forEach(application -> all.add(info(application.name())));
        all.add(info(Applications.GENERIC));
        return PacElement.of("AppInfos", all);
    }

    private static PacElement info(String name) {
        return PacElement.of("AppInfo", List.of(PacElement.of("appName", name), PacElement.of("status", PUBLISHED)));
    }

    /**
     * Returns what can be given to one.
     *
     * @throws IllegalArgumentException if there is no such application, in words for the user
     */
    public PacElement parameters(String name) {
        Optional<Application> application = applications.find(name);
        List<PacElement> all = new ArrayList<>();
        application.ifPresentOrElse(
                found -> found.parameters().forEach(parameter -> all.add(ofParameter(parameter))), () -> {
                    all.add(parameter(Application.INPUT_FILE, "Program, or a folder with a program 'run'", false, ""));
                    all.add(parameter("COMMANDTORUN", "Command, in place of a program", false, ""));
                    all.add(parameter(Application.INPUT_ARGS, "Arguments", false, ""));
                });
        all.add(parameter(CommonParameters.JOB_NAME, "Name of the job", false, ""));
        all.add(parameter(CommonParameters.OUTPUT_FILE, "File for output", false, "%J.output"));
        all.add(parameter(CommonParameters.ERROR_FILE, "File for errors", false, "%J.error"));
        all.add(parameter(CommonParameters.QUEUE, "Queue", false, ""));
        all.add(parameter(CommonParameters.RUN_LIMIT_HOURS, "Time limit, hours", false, ""));
        all.add(parameter(CommonParameters.RUN_LIMIT_MINUTES, "Time limit, minutes", false, ""));
        all.add(parameter(CommonParameters.MOST_PROCESSORS, "Processors", false, ""));
        return PacElement.of("AppParams", all);
    }

    private static PacElement ofParameter(Parameter parameter) {
        return parameter(parameter.name(), parameter.label(), parameter.isMandatory(), parameter.defaultText());
    }

    /** Returns a parameter without empty elements, at which IBM's client fails. */
    private static PacElement parameter(String id, String label, boolean mandatory, String defaultValue) {
        return PacElement.of(
                "AppParam",
                List.of(
                        PacElement.of("id", id),
                        PacElement.of("label", label.isBlank() ? id : label),
                        PacElement.of("mandatory", Boolean.toString(mandatory)),
                        PacElement.of("defaultValue", defaultValue.isEmpty() ? JobInfo.UNSET : defaultValue)));
    }
}
