package org.mantle.slurm;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The mark of one submission. It stands in the comment of the job, so that the job can be found when the answer to the submission was
 * lost: who has no answer looks for the mark before the job is sent again.
 *
 * @param text 1 to 128 letters, digits and {@code . _ ~ : / + = -}
 * @since 0.1.0
 */
public record CommentMark(String text) {

    private static final String SIGN = "mantle:";
    private static final String FORM = "[A-Za-z0-9._~:/+=-]{1,128}";
    private static final Pattern ALLOWED = Pattern.compile(FORM);
    private static final Pattern IN_COMMENT = Pattern.compile("(?<![^ ,;])" + SIGN + "(" + FORM + ")(?![^ ,;])");

    /** Checks the form. */
    public CommentMark {
        if (!isAllowed(text)) {
            throw new IllegalArgumentException(
                    "the mark of a submission must be 1 to 128 letters, digits and . _ ~ : / + = -");
        }
    }

    /** Tells whether a text can be a mark. */
    public static boolean isAllowed(String text) {
        return ALLOWED.matcher(text).matches();
    }

    /** Returns a mark that no other submission has. */
    public static CommentMark random() {
        return new CommentMark(UUID.randomUUID().toString());
    }

    /**
     * Returns the comment of a job that has marks.
     *
     * @return such as {@code mantle:8f14e45f}; several are separated by spaces
     */
    public static String comment(CommentMark... marks) {
        return Stream.of(marks).map(mark -> SIGN + mark.text()).distinct().collect(Collectors.joining(" "));
    }

    /**
     * Returns the first mark in a comment.
     *
     * @return nothing if it has none
     */
    public static Optional<CommentMark> in(String comment) {
        return allIn(comment).stream().findFirst();
    }

    /**
     * Returns the marks in a comment, to which the cluster may have added words.
     *
     * @return empty if there are none
     */
    public static List<CommentMark> allIn(String comment) {
        Matcher matcher = IN_COMMENT.matcher(comment);
        return matcher.results().map(found -> new CommentMark(found.group(1))).toList();
    }

    /** Tells whether a comment has this mark. */
    public boolean isIn(String comment) {
        return allIn(comment).contains(this);
    }
}
