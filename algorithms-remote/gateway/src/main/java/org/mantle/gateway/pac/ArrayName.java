package org.mantle.gateway.pac;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mantle.gateway.place.Printable;
import org.mantle.slurm.SlurmArray;

/**
 * The name of a job, in which LSF's users say that it is an array: {@code scan[1-10]}, {@code scan[1,4,9-20:2]%3}.
 *
 * @param name the name without that
 * @param array the tasks that it is to have, and how many of them at a time
 */
record ArrayName(String name, Optional<SlurmArray> array) {

    private static final Pattern FORM = Pattern.compile("(.*?)\\[([0-9,:\\-\\s]+)](?:\\s*%\\s*(\\d+))?");

    /** As many as LSF and Slurm allow unless a cluster says otherwise. */
    private static final int MOST_TASKS = 1000;

    private static final int GREATEST_INDEX = 1_000_000;

    /** Reads a name; one without indexes is that of a job. */
    static ArrayName of(String text) throws RefusedException {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return new ArrayName(text.strip(), Optional.empty());
        }
        String indexes = matcher.group(2).replaceAll("\\s", "");
        String atATime = matcher.group(3) == null ? "" : "%" + matcher.group(3);
        SlurmArray array = SlurmArray.parse(indexes + atATime)
                .filter(given -> !indexes.matches("(?:.*[,\\-])?0+(?:[,\\-].*)?"))
                .orElseThrow(() -> RefusedException.invalid("'" + Printable.text(text)
                        + "' says no indexes of an array: give them after the name as [1-10], [1,3,5], [1-9:2] or [1-10]%2 (two"
                        + " at a time), from 1 on"));
        if (array.count() > MOST_TASKS || array.indexes().last() >= GREATEST_INDEX) {
            throw RefusedException.invalid("An array may have at most " + MOST_TASKS + " tasks, with indexes below "
                    + GREATEST_INDEX + ", not those of '" + Printable.text(text) + "'");
        }
        return new ArrayName(matcher.group(1).strip(), Optional.of(array));
    }
}
