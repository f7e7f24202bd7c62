package org.mantle.ssh.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mantle.framework.Mantle;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.property.InvalidPropertyException;
import org.mantle.framework.property.Problem;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.Outputs;
import org.mantle.remote.ComputeResources;

/** A host whose resource SCARF@STFC is a Slurm by SSH, and which runs the algorithm by name. */
public final class SshHost implements AutoCloseable {

    private static final String NAME = "SCARFTomoReconstruction";

    private final ComputeResources resources = ComputeResources.inMemory();
    private final Mantle mantle =
            Mantle.builder().service(ComputeResources.class, resources).build();

    /** Makes a host with the settings of its resource. */
    public SshHost(Map<String, ?> settings) throws Exception {
        resources.add("SCARF@STFC", settings);
    }

    /** Returns the settings of a daemon's account by its key, and more or other ones. */
    public static Map<String, Object> settings(SshDaemon daemon, Object... namesAndValues) throws Exception {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("type", "slurm+ssh");
        settings.put("host", "127.0.0.1");
        settings.put("port", daemon.port());
        settings.put("key", daemon.key());
        for (int i = 0; i < namesAndValues.length; i += 2) {
            settings.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        settings.values().removeIf(""::equals);
        if (!settings.containsKey("knownHosts")) {
            settings.put("knownHosts", daemon.knownHosts());
        }
        return settings;
    }

    /** Runs an action as the account that runs the tests. */
    public Outputs run(String action, Object... namesAndValues) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("UserName", SshDaemon.user());
        inputs.put("Action", action);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            inputs.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return run(inputs);
    }

    /** Runs the algorithm with inputs. */
    public Outputs run(Map<String, ?> inputs) {
        return mantle.run(NAME, inputs);
    }

    /** Runs the algorithm with inputs with which it must fail, and returns why. */
    public Throwable failureOf(Map<String, ?> inputs) {
        try {
            run(inputs);
        } catch (AlgorithmFailedException e) {
            return e.getCause();
        }
        throw new AssertionError(inputs.get("Action") + " was expected to fail");
    }

    /** Runs an action, and returns what it warned of. */
    public List<String> warnings(String action, Object... namesAndValues) {
        run(action, namesAndValues);
        List<RunRecord> records = mantle.history().records();
        return records.get(records.size() - 1).warnings().stream()
                .map(Object::toString)
                .toList();
    }

    /** Runs an action that must fail, and returns why. */
    public Throwable failure(String action, Object... namesAndValues) {
        try {
            run(action, namesAndValues);
        } catch (AlgorithmFailedException e) {
            return e.getCause();
        }
        throw new AssertionError(action + " was expected to fail");
    }

    /** Runs an action whose inputs must be refused, and returns what is said. */
    public List<String> problems(String action, Object... namesAndValues) {
        try {
            run(action, namesAndValues);
        } catch (InvalidPropertyException e) {
            return new ArrayList<>(e.problems().stream().map(Problem::message).toList());
        }
        throw new AssertionError(action + " was expected to be refused");
    }

    @Override
    public void close() {
        mantle.close();
    }
}
