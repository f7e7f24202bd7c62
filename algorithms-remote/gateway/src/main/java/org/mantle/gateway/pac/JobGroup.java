package org.mantle.gateway.pac;

import java.util.List;
import java.util.regex.Pattern;
import org.mantle.gateway.place.Printable;
import org.mantle.pac.quoting.ArgumentSplitter;

/** Groups of jobs, as LSF has them: a path such as {@code /scans/monday}. A job is put into one by the option {@code -g} of {@code bsub}. */
final class JobGroup {

    private static final Pattern FORM = Pattern.compile("(?:/[^/\\p{Cntrl}]+)+");
    private static final int LONGEST = 512;

    private JobGroup() {}

    /** Finds the group in the options of {@code bsub} that a submission has; empty for none. Other options mean nothing here. */
    static String ofOptions(String options) throws RefusedException {
        List<String> words;
        try {
            words = ArgumentSplitter.split(options);
        } catch (IllegalArgumentException e) {
            // options that mean nothing here may be written as anybody likes
            return "";
        }
        int option = words.indexOf("-g");
        return option < 0 ? "" : of(option + 1 < words.size() ? words.get(option + 1) : "");
    }

    /** Returns a group as it is kept. */
    static String of(String text) throws RefusedException {
        String group = text.strip().replaceAll("/+$", "");
        if (!FORM.matcher(group).matches() || group.length() > LONGEST) {
            throw RefusedException.invalid(
                    "'" + Printable.text(text) + "' is no group of jobs: give a path such as /scans or /scans/monday");
        }
        return group;
    }
}
