package org.mantle.framework.property;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The inputs were refused; nothing has run. Python's {@code ValueError}.
 *
 * @since 0.1.0
 */
public class InvalidPropertyException extends IllegalArgumentException implements MantleException {

    private static final long serialVersionUID = 1L;

    private final String algorithm;
    private final transient @Nullable Supplier<List<Problem>> found;
    private transient volatile @Nullable List<Problem> problems;

    /** Set while it is written: the maker of the problems cannot be. */
    private Problem @Nullable [] written;

    /**
     * Makes an exception whose problems are made when they are first read.
     *
     * @param found gives the same problems whenever it is asked
     */
    public InvalidPropertyException(String algorithm, Supplier<List<Problem>> found) {
        this.algorithm = algorithm;
        this.found = found;
    }

    /** Returns the exception for problems that are all about names of no property. */
    public static InvalidPropertyException ofUnknown(String algorithm, Supplier<List<Problem>> found) {
        return new UnknownPropertyException(algorithm, found);
    }

    /** Returns the exception that fits the problems: of unknown properties only, or of any. */
    public static InvalidPropertyException of(String algorithm, List<Problem> problems) {
        return problems.stream().allMatch(problem -> problem.code().equals(Problem.UNKNOWN_PROPERTY))
                ? new UnknownPropertyException(algorithm, () -> problems)
                : new InvalidPropertyException(algorithm, () -> problems);
    }

    /** Returns every problem of the tier that refused, in order of declaration; never empty. */
    public List<Problem> problems() {
        List<Problem> read = problems;
        if (read == null) {
            read = found == null ? List.of(Objects.requireNonNull(written)) : List.copyOf(found.get());
            // two threads at once may read twice, and read the same
            problems = read;
        }
        return read;
    }

    @Serial
    private void writeObject(ObjectOutputStream out) throws IOException {
        written = problems().toArray(Problem[]::new);
        out.defaultWriteObject();
    }

    /** Returns all problems in words, one a line. Built when asked for. */
    @Override
    public String getMessage() {
        return problems().stream()
                .map(problem -> algorithm + (problem.property().isEmpty() ? "" : "." + problem.property()) + ": "
                        + problem.message())
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
