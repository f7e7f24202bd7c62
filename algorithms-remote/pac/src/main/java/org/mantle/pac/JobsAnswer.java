package org.mantle.pac;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a service answers to a query for jobs.
 *
 * @param jobs the jobs, in the service's order
 * @param note a remark, such as that no job was found
 * @param error the service's words when the query failed
 * @since 0.1.0
 */
public record JobsAnswer(List<JobInfo> jobs, Optional<String> note, Optional<String> error) {

    /** Creates an answer. */
    public JobsAnswer {
        jobs = List.copyOf(jobs);
    }

    /** Returns an answer with jobs. */
    public static JobsAnswer of(List<JobInfo> jobs) {
        return new JobsAnswer(jobs, Optional.empty(), Optional.empty());
    }

    /** Returns an answer that says why there are no jobs in it. */
    public static JobsAnswer nothing(String note) {
        return new JobsAnswer(List.of(), Optional.of(note), Optional.empty());
    }

    /** Returns the answer to a query that failed. */
    public static JobsAnswer failure(String error) {
        return new JobsAnswer(List.of(), Optional.empty(), Optional.of(error));
    }

    /** Returns the XML that says this, with the root {@code Jobs}. */
    public String toXml() {
        StringBuilder out = new StringBuilder(Xml.DECLARATION).append("<Jobs>");
        error.ifPresent(e -> out.append(Xml.element("errMsg", e)));
        note.ifPresent(n -> out.append(Xml.element("note", n)));
        jobs.forEach(job -> out.append(job.toXml()));
        return out.append("</Jobs>").toString();
    }

    /**
     * Reads the answer to a query for jobs; plain text counts as an error.
     *
     * @throws PacFormatException if it is XML but not a list of jobs
     */
    public static JobsAnswer fromXml(String body) throws PacFormatException {
        if (!Xml.looksLikeXml(body)) {
            return failure(body.isBlank() ? "The service gave an empty answer" : body.strip());
        }
        PacElement root = Xml.parse(body);
        Optional<String> error = root.childText("errMsg").map(String::strip).filter(e -> !e.isEmpty());
        if (error.isPresent()) {
            return failure(error.get());
        }
        if (!root.name().equals("Jobs")) {
            throw new PacFormatException(
                    "The service answered <" + root.name() + "> where a list of jobs (<Jobs>) was expected");
        }
        List<JobInfo> jobs = new ArrayList<>();
        for (PacElement child : root.children()) {
            if (child.name().equals("Job")) {
                jobs.add(JobInfo.fromXml(child));
            }
        }
        return new JobsAnswer(jobs, root.childText("note").map(String::strip), Optional.empty());
    }
}
