package org.mantle.framework;

import java.util.List;
import java.util.stream.Collectors;

/** The inputs were refused; nothing has run. Python's {@code ValueError}. */
public class InvalidPropertyException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String algorithm;
    private final transient List<Problem> problems;

    InvalidPropertyException(String algorithm, List<Problem> problems) {
        this.algorithm = algorithm;
        this.problems = List.copyOf(problems);
    }

    /** Returns the exception that fits the problems: of unknown properties only, or of any. */
    static InvalidPropertyException of(String algorithm, List<Problem> problems) {
        return problems.stream().allMatch(problem -> problem.code().equals(Problem.UNKNOWN_PROPERTY))
                ? new UnknownPropertyException(algorithm, problems)
                : new InvalidPropertyException(algorithm, problems);
    }

    /** Returns every problem of the tier that refused, in order of declaration; never empty. */
    public List<Problem> problems() {
        return problems;
    }

    /** Returns all problems in words, one a line. Built when asked for. */
    @Override
    public String getMessage() {
        return problems.stream()
                .map(problem -> algorithm + (problem.property().isEmpty() ? "" : "." + problem.property()) + ": "
                        + problem.message())
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
