package org.mantle.web.ogc;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmRegistry;
import org.mantle.framework.run.UnknownAlgorithmException;
import org.mantle.web.http.WebProblem;

/** The identifiers of processes: the algorithm's name for its newest version, and {@code Name-v1} for any other. */
final class ProcessIds {

    private static final Pattern WITH_VERSION = Pattern.compile("(.+)-v([1-9][0-9]{0,8})");

    private final AlgorithmRegistry registry;

    ProcessIds(AlgorithmRegistry registry) {
        this.registry = registry;
    }

    String of(AlgorithmDescriptor algorithm) {
        boolean newest = registry.find(algorithm.name())
                .map(found -> found.version() == algorithm.version())
                .orElse(true);
        return newest ? algorithm.name() : algorithm.name() + "-v" + algorithm.version();
    }

    /** Returns the processes that are listed, by name and version. */
    List<AlgorithmDescriptor> listed() {
        return registry.listed();
    }

    /**
     * Finds a process.
     *
     * @throws WebProblem if there is none of that identifier
     */
    AlgorithmDescriptor find(String id) {
        Optional<AlgorithmDescriptor> newest =
                registry.find(id).filter(found -> found.name().equals(id));
        if (newest.isPresent()) {
            return newest.get();
        }
        Matcher versioned = WITH_VERSION.matcher(id);
        try {
            AlgorithmDescriptor found = versioned.matches()
                    ? registry.get(versioned.group(1), Integer.parseInt(versioned.group(2)))
                    : registry.get(id);
            if (versioned.matches() && found.name().equals(versioned.group(1))) {
                return found;
            }
            throw OgcProblems.noSuchProcess("there is no process \"" + id + "\"; did you mean " + of(found) + "?");
        } catch (UnknownAlgorithmException e) {
            throw OgcProblems.noSuchProcess(ProblemText.message(e));
        }
    }
}
