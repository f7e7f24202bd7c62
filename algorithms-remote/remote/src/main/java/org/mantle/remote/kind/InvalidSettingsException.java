package org.mantle.remote.kind;

import java.util.List;
import org.mantle.framework.property.Problem;

/**
 * The refusal of settings that the kind of a compute resource does not allow; the message has all that is wrong, each on a line of its own
 * if it is more than one thing.
 *
 * @since 0.1.0
 */
public final class InvalidSettingsException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** An array, since not every list can be serialised. */
    private final Problem[] problems;

    /** Makes the refusal of settings, for at least one problem; each names a setting. */
    public InvalidSettingsException(List<Problem> problems) {
        super(inWords(problems));
        this.problems = problems.toArray(Problem[]::new);
    }

    private static String inWords(List<Problem> problems) {
        List<String> lines = problems.stream()
                .map(problem -> "\"" + problem.property() + "\": " + problem.message())
                .toList();
        return lines.size() == 1
                ? lines.get(0)
                : lines.size() + " settings are wrong:\n  " + String.join("\n  ", lines);
    }

    /** Returns what is wrong, each with the name of the setting, so that a form can show it there. */
    public List<Problem> problems() {
        return List.of(problems);
    }
}
