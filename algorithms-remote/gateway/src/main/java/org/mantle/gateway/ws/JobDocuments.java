package org.mantle.gateway.ws;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mantle.gateway.http.Exchange;
import org.mantle.gateway.job.Job;
import org.mantle.gateway.job.JobStatus;
import org.mantle.gateway.pac.JobForms;
import org.mantle.gateway.pac.PlatformAnswer;
import org.mantle.pac.JobInfo;
import org.mantle.pac.PacElement;

/** Jobs as the newer generation tells of them. */
final class JobDocuments {

    private static final String TOTAL = "total";

    private JobDocuments() {}

    /** How much is told of each job, and what one is called. */
    enum Form {
        /** The little that a list shows. */
        BASIC("pseudoJob", "pseudoJob"),
        /** All, of jobs that are named. */
        DETAILED("job", "job"),
        /** All, of any jobs. */
        FULL("job", "Job");

        private final String element;
        private final String member;

        Form(String element, String member) {
            this.element = element;
            this.member = member;
        }
    }

    static void give(Exchange exchange, Form form, List<Job> jobs) {
        List<Map<String, String>> all = new ArrayList<>();
        jobs.forEach(job -> all.add(form == Form.BASIC ? basic(job) : full(job)));
        String total = Integer.toString(jobs.size());
        PacElement link = PacElement.of("atom:link", "")
                .with("xmlns:atom", "http://www.w3.org/2005/Atom")
                .with("rel", "self")
                .with("href", exchange.path());
        List<PacElement> elements = new ArrayList<>(List.of(link));
        JsonArray list = new JsonArray();
        for (Map<String, String> fields : all) {
            elements.add(PacElement.of(
                    form.element,
                    fields.entrySet().stream()
                            .map(field -> PacElement.of(field.getKey(), field.getValue()))
                            .toList()));
            JsonObject object = new JsonObject();
            fields.forEach(object::addProperty);
            list.add(object);
        }
        JsonObject json = new JsonObject();
        json.addProperty("@" + TOTAL, total);
        // the form of the original, whose clients take one that is alone as it is
        json.add(form.member, list.size() == 1 ? list.get(0) : list);
        PlatformAnswer.give(exchange, 200, PacElement.of("jobs", elements).with(TOTAL, total), json);
    }

    private static Map<String, String> basic(Job job) {
        Map<String, String> fields = new LinkedHashMap<>();
        String id = job.shownId();
        String state = JobForms.state(job.status().stage()).name();
        // documents and examples differ in these names
        fields.put("id", id);
        fields.put("jobId", id);
        fields.put("name", text(job.name()));
        fields.put("jobName", text(job.name()));
        fields.put("status", state);
        fields.put("jobStatus", state);
        fields.put("extStatus", text(job.status().remark()));
        fields.put("user", job.user());
        fields.put("cmd", text(job.command()));
        fields.put("command", text(job.command()));
        fields.put("queue", JobInfo.UNSET);
        return fields;
    }

    private static Map<String, String> full(Job job) {
        JobStatus status = job.status();
        String submitted = time(Optional.of(job.submitted()));
        String code = status.exitCode().isPresent()
                ? Integer.toString(status.exitCode().getAsInt())
                : JobInfo.UNSET;
        Map<String, String> fields = basic(job);
        fields.put("application", text(job.application()));
        fields.put("jobGroup", text(job.group()));
        fields.put("cwd", job.shownDirectory());
        fields.put("execCwd", job.shownDirectory());
        fields.put("submitTime", submitted);
        fields.put("submitTimeGMT", submitted);
        fields.put("startTime", time(status.started()));
        fields.put("endTime", time(status.ended()));
        fields.put("exitCode", code);
        fields.put("exitStatus", code);
        fields.put(
                "pgidStr",
                status.processId().isPresent()
                        ? Long.toString(status.processId().getAsLong())
                        : JobInfo.UNSET);
        return fields;
    }

    private static String text(String value) {
        return value.isEmpty() ? JobInfo.UNSET : value;
    }

    private static String time(Optional<Instant> time) {
        return time.map(instant -> instant.truncatedTo(ChronoUnit.SECONDS).toString())
                .orElse(JobInfo.UNSET);
    }

    /** Answers what has become of jobs, in sentences. */
    static void giveHistory(Exchange exchange, List<Job> jobs, Instant now) {
        List<PacElement> histories = new ArrayList<>();
        JsonArray list = new JsonArray();
        for (Job job : jobs) {
            String content = content(job);
            PacElement summary =
                    PacElement.of("timeSummary", List.of(PacElement.of("timeOfCalculation", time(Optional.of(now)))));
            histories.add(PacElement.of(
                    "history",
                    List.of(PacElement.of("id", job.shownId()), PacElement.of("content", content), summary)));
            JsonObject time = new JsonObject();
            time.addProperty("timeOfCalculation", time(Optional.of(now)));
            JsonObject object = new JsonObject();
            object.addProperty("id", job.shownId());
            object.addProperty("content", content);
            object.add("timeSummary", time);
            list.add(object);
        }
        JsonObject json = new JsonObject();
        json.add("history", list);
        PlatformAnswer.give(exchange, 200, PacElement.of("jobHistory", histories), json);
    }

    private static String content(Job job) {
        String name = "Job <" + job.shownId() + ">";
        JobStatus status = job.status();
        StringBuilder content = new StringBuilder();
        content.append(time(Optional.of(job.submitted())) + ": " + name + " submitted to <" + job.application()
                + "> by user <" + job.user() + ">;\n");
        status.started().ifPresent(start -> content.append(time(Optional.of(start)) + ": " + name + " started;\n"));
        status.ended()
                .ifPresent(end -> content.append(time(Optional.of(end)) + ": " + name + " ended as "
                        + JobForms.state(status.stage()).name()
                        + (status.remark().isEmpty() ? "" : ": " + status.remark()) + ";\n"));
        return content.toString();
    }
}
