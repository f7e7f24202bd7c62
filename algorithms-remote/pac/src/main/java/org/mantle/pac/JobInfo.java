package org.mantle.pac;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a service tells about one job.
 *
 * @param id the job's id, such as {@code 417940}, or {@code 12[3]} for an element of an array; not empty
 * @param name the job's name; not empty, because IBM's client fails on an empty one
 * @param state the state
 * @param extStatus the service's own remark on the state, {@code -} when it has none
 * @param command what the job runs
 * @param details the further fields of the long form, by their element names
 * @since 0.1.0
 */
public record JobInfo(
        String id, String name, JobState state, String extStatus, String command, Map<String, String> details) {

    /** What stands for a field that has no value. */
    public static final String UNSET = "-";

    /** Creates the value; an empty name or remark becomes {@code -}. */
    public JobInfo {
        name = name.isEmpty() ? UNSET : name;
        extStatus = extStatus.isEmpty() ? UNSET : extStatus;
        details = Collections.unmodifiableMap(new TreeMap<>(details));
    }

    String toXml() {
        Map<String, String> fields = new TreeMap<>(details);
        fields.put("cmd", command);
        fields.put("extStatus", extStatus);
        fields.put("id", id);
        fields.put("name", name);
        fields.put("status", state.name());
        StringBuilder out = new StringBuilder("<Job>");
        fields.forEach((field, value) -> out.append(Xml.element(field, value)));
        return out.append("</Job>").toString();
    }

    static JobInfo fromXml(PacElement job) throws PacFormatException {
        Map<String, String> fields = new TreeMap<>();
        for (PacElement child : job.children()) {
            fields.putIfAbsent(child.name(), child.text().strip());
        }
        String id = take(fields, "id");
        if (id.isEmpty()) {
            throw new PacFormatException("The service lists a job without an id");
        }
        String status = take(fields, "status");
        return new JobInfo(
                id,
                take(fields, "name"),
                new JobState(status.isEmpty() ? UNSET : status),
                take(fields, "extStatus"),
                take(fields, "cmd"),
                fields);
    }

    private static String take(Map<String, String> fields, String name) {
        String value = fields.remove(name);
        return value == null ? "" : value;
    }
}
