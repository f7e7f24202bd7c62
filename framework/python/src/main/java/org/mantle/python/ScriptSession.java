package org.mantle.python;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.mantle.framework.Mantle;
import org.mantle.framework.describe.SecretReference;
import org.mantle.framework.property.Problem;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.python.session.Calls;
import org.mantle.python.session.GivenValues;

/**
 * Answers the calls of one program in Python, however they reach it. The messages are described in {@code docs/python.md}. Safe from many
 * threads.
 *
 * @since 0.1.0
 */
public final class ScriptSession implements AutoCloseable {

    private final Calls calls;

    private ScriptSession(Calls calls) {
        this.calls = calls;
    }

    /**
     * Begins a session of a program that has started this process, and may read whatever it may.
     *
     * @param environment the variables to which secrets may refer
     */
    public static ScriptSession ofOwnProgram(Mantle mantle, Map<String, String> environment) {
        return new ScriptSession(new Calls(
                mantle,
                new GivenValues(text -> SecretReference.resolve(text, environment), (algorithm, inputs) -> List.of())));
    }

    /**
     * Begins a session of a program that calls over a network: references to secrets are not resolved for it.
     *
     * @param check finds what it may not give, such as files outside of certain folders
     */
    public static ScriptSession ofNetwork(
            Mantle mantle, BiFunction<AlgorithmDescriptor, Map<String, ?>, List<Problem>> check) {
        return new ScriptSession(new Calls(mantle, new GivenValues(SecretReference::fromNetwork, check)));
    }

    /**
     * Notes that a call has come, so that it can be cancelled before it is taken; to be called before the next message is read.
     *
     * @param message the call
     */
    public void expect(JsonObject message) {
        calls.expect(message);
    }

    /**
     * Answers one call in the calling thread, which a call that runs an algorithm keeps until the run has ended.
     *
     * @param message the call
     * @param answers takes the answers, from any thread
     */
    public void take(JsonObject message, Consumer<JsonObject> answers) {
        calls.take(message, answers);
    }

    /** Cancels what is under way. */
    @Override
    public void close() {
        calls.close();
    }
}
