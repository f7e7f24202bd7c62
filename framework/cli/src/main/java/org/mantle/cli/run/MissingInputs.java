package org.mantle.cli.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mantle.cli.invocation.Invocation;
import org.mantle.framework.describe.PrintableText;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.type.Secret;

/** The inputs that a run still needs, for which the person at the terminal is asked. */
public final class MissingInputs {

    private final Invocation invocation;
    private final Set<Property<?>> asked = new HashSet<>();

    /** A property that is missing, with the value to offer unless it is a secret. */
    private record Question(Property<?> property, String suggestion) {}

    /** Begins for one run. */
    public MissingInputs(Invocation invocation) {
        this.invocation = invocation;
    }

    /**
     * Checks inputs, and asks when nothing is wrong but that a value is missing for which can be asked: any secret, and what
     * somebody suggested a value for. A secret is asked for later, when all the checks have passed.
     *
     * @return the problems that are left; nobody was asked anything when there are some in the first checks
     */
    public List<Problem> fill(AlgorithmDescriptor algorithm, GivenProperties given) {
        while (true) {
            List<Problem> problems = new ArrayList<>(given.duplicates());
            problems.addAll(invocation.mantle().validate(algorithm, given.values()));
            if (!invocation.terminal().canPrompt()) {
                return problems.stream()
                        .map(problem -> withReferences(algorithm, problem))
                        .toList();
            }
            if (problems.isEmpty()) {
                return problems;
            }
            List<Question> questions = new ArrayList<>();
            for (Problem problem : problems) {
                question(algorithm, problem).ifPresent(questions::add);
            }
            if (questions.size() < problems.size() || !ask(questions, given)) {
                return problems;
            }
        }
    }

    /** Says how a missing secret can be given where nobody can be asked for it. */
    private static Problem withReferences(AlgorithmDescriptor algorithm, Problem problem) {
        boolean secret = algorithm
                .property(problem.property())
                .filter(property -> property.type().isSecret())
                .isPresent();
        if (!secret || !problem.code().equals(Problem.MISSING)) {
            return problem;
        }
        String name = problem.property();
        return new Problem(
                name,
                problem.code(),
                problem.message() + "; give " + name + "=@env:NAME or " + name + "=@file:PATH",
                problem.allowed(),
                problem.nearest());
    }

    private Optional<Question> question(AlgorithmDescriptor algorithm, Problem problem) {
        if (!problem.code().equals(Problem.MISSING)) {
            return Optional.empty();
        }
        return algorithm
                .property(problem.property())
                .filter(property -> !asked.contains(property))
                .flatMap(property -> property.type().isSecret()
                        ? Optional.of(new Question(property, ""))
                        : invocation.suggestion(algorithm, property).map(text -> new Question(property, text)));
    }

    /** Returns whether each question has an answer, or will have. */
    private boolean ask(List<Question> questions, GivenProperties given) {
        for (Question question : questions) {
            Property<?> property = question.property();
            asked.add(property);
            if (property.type().isSecret()) {
                given.fill(property, secret(property));
                continue;
            }
            Optional<String> answer = readLine(property.name() + " [" + question.suggestion() + "]: ");
            if (answer.isEmpty()) {
                return false;
            }
            given.fill(property, answer.get().isBlank() ? question.suggestion() : answer.get());
        }
        return true;
    }

    /** Returns a secret for which the person is asked when all the checks have passed. */
    public Secret secret(Property<?> property) {
        return Secret.deferred("", () -> readSecret(property));
    }

    private Optional<String> readLine(String prompt) {
        try {
            return invocation.terminal().readLine(PrintableText.of(prompt));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** An empty line asks again: it holds no secret, and may be what is typed after an interrupt that is still on its way. */
    private char[] readSecret(Property<?> property) throws IOException, InterruptedException {
        char[] typed;
        do {
            typed = invocation
                    .terminal()
                    .readSecret(property.name() + ": ")
                    .orElseThrow(() -> new IOException("no value was typed"));
        } while (typed.length == 0);
        return typed;
    }
}
