package org.mantle.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.mantle.framework.Mantle;
import org.mantle.framework.property.Direction;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.testkit.probe.Candidates;
import org.mantle.testkit.probe.Entries;
import org.mantle.testkit.probe.Folder;
import org.mantle.testkit.probe.Visibility;
import org.mantle.testkit.probe.Words;

/** Checks what becomes of inputs that are refused, or do not count. */
final class InputChecks {

    /** How many values of a property that does not count are tried: each is a run. */
    private static final int MOST_HIDDEN_VALUES = 3;

    private final Subject subject;

    InputChecks(Subject subject) {
        this.subject = subject;
    }

    List<Map.Entry<Requirement, Contract.Check>> checks() {
        return List.of(
                Map.entry(Requirement.REFUSAL, this::refusal),
                Map.entry(Requirement.CHECKS_HOLD, this::checksHold),
                Map.entry(Requirement.HIDDEN, this::hidden));
    }

    private List<Property<?>> inputs() {
        return subject.descriptor().properties().stream()
                .filter(property -> property.direction() != Direction.OUTPUT)
                .toList();
    }

    /** Returns the inputs of an example without a property and its other names, and with a value for it. */
    private static Map<String, Object> changed(Example example, Property<?> property, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(example.inputs());
        changed.keySet()
                .removeIf(name -> name.equalsIgnoreCase(property.name())
                        || property.aliases().stream().anyMatch(name::equalsIgnoreCase));
        changed.put(property.name(), value);
        return changed;
    }

    private List<String> refusal() throws Exception {
        List<String> found = new ArrayList<>();
        try (Folder folder = new Folder();
                Mantle host = subject.newHost()) {
            for (Example example : subject.examples(folder.path())) {
                Map<String, String> before = folder.contents();
                for (Property<?> property : inputs()) {
                    for (Object wrong : Candidates.wrong(property)) {
                        refuse(host, changed(example, property, wrong), property, found);
                    }
                    for (Object other : Candidates.of(property)) {
                        validate(host, changed(example, property, other));
                    }
                }
                if (!folder.contents().equals(before)) {
                    found.add("there was " + before + " and then " + folder.contents());
                }
            }
        }
        return found.stream().distinct().toList();
    }

    private void refuse(Mantle host, Map<String, Object> inputs, Property<?> property, List<String> found) {
        List<Problem> problems = validate(host, inputs);
        if (problems.stream().noneMatch(problem -> problem.property().equals(property.name()))) {
            // A type may take any object.
            return;
        }
        int ran = host.history().records().size();
        try {
            host.run(subject.in(host), inputs);
            found.add("a wrong " + property.name() + " was run although validate refuses it");
        } catch (InvalidPropertyException e) {
            if (host.history().records().size() != ran) {
                found.add("the run that was refused for " + property.name() + " is in the history");
            }
        }
    }

    /** Returns the problems of inputs; that the checks break down is for another requirement. */
    private List<Problem> validate(Mantle host, Map<String, Object> inputs) {
        try {
            return host.validate(subject.in(host), inputs);
        } catch (AlgorithmFailedException e) {
            return List.of();
        }
    }

    private List<String> checksHold() throws Exception {
        List<String> found = new ArrayList<>();
        try (Folder folder = new Folder();
                Mantle host = subject.newHost()) {
            for (Example example : subject.examples(folder.path())) {
                for (Property<?> property : inputs()) {
                    for (Object value : Candidates.of(property)) {
                        String given = property.name() + " = " + Words.quoted(value);
                        try {
                            host.validate(subject.in(host), changed(example, property, value)).stream()
                                    .filter(problem -> problem.code().equals(Problem.CHECK_FAILED))
                                    .forEach(problem -> found.add("with " + given + ": " + problem.message()));
                        } catch (AlgorithmFailedException e) {
                            found.add("with " + given + " they threw " + Words.of(e));
                        }
                    }
                }
            }
        }
        return found.stream().distinct().toList();
    }

    private List<String> hidden() throws Exception {
        List<String> found = new ArrayList<>();
        int count = count();
        for (int place = 0; place < count; place++) {
            List<Property<?>> hidden = hiddenIn(place);
            Optional<String> plain = hidden.isEmpty() ? Optional.empty() : Outcome.steady(subject, place);
            for (Property<?> property : plain.isEmpty() ? List.<Property<?>>of() : hidden) {
                found.addAll(hidden(place, property, plain.get()));
            }
        }
        return found.stream().distinct().toList();
    }

    private int count() throws Exception {
        try (Folder folder = new Folder()) {
            return subject.examples(folder.path()).size();
        }
    }

    /** Returns the properties that do not count in an example. */
    private List<Property<?>> hiddenIn(int place) throws Exception {
        try (Folder folder = new Folder();
                Mantle host = subject.newHost()) {
            Example example = subject.examples(folder.path()).get(place);
            AlgorithmInstance instance = host.create(subject.in(host));
            example.inputs().forEach(instance::setProperty);
            Visibility visibility = new Visibility(instance);
            // In a loop, what counts may differ from run to run.
            return example.mayVary() || Entries.isLooped(instance)
                    ? List.of()
                    : inputs().stream().filter(visibility::isHidden).toList();
        }
    }

    private List<String> hidden(int place, Property<?> property, String plain) throws Exception {
        List<String> found = new ArrayList<>();
        int tried = 0;
        for (Object value : Candidates.of(property)) {
            try (Folder folder = new Folder();
                    Mantle host = subject.newHost()) {
                Example example = subject.examples(folder.path()).get(place);
                Map<String, Object> inputs = changed(example, property, value);
                if (tried == MOST_HIDDEN_VALUES) {
                    return found;
                }
                if (!isDefault(property, value) && validate(host, inputs).isEmpty()) {
                    tried++;
                    String outcome = Outcome.of(host, subject, inputs, folder);
                    if (!outcome.equals(plain)) {
                        found.add(property.name() + " = " + Words.quoted(value) + " gave " + outcome + " in place of "
                                + plain);
                    }
                }
            }
        }
        return found;
    }

    private static boolean isDefault(Property<?> property, Object value) {
        return Objects.deepEquals(property.defaultValue().orElse(null), value);
    }
}
