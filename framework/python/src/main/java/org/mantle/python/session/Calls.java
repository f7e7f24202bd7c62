package org.mantle.python.session;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Set;
import java.util.function.Consumer;
import org.mantle.framework.Mantle;
import org.mantle.framework.describe.ProblemText;
import org.mantle.framework.run.UnknownAlgorithmException;

/**
 * The calls of one program, by name.
 *
 * <p>A message is an object with {@code id} and {@code call}, and what the call needs. The answers have the same {@code id}: any number with an
 * {@code event}, and one with a {@code result}, a run's {@code report} or an {@code error}. Safe from many threads.
 */
public final class Calls implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Calls.class.getName());

    /** The calls that run something. */
    private static final Set<String> RUNNING = Set.of("run", "start", "execute");

    private final KnownAlgorithms known;
    private final AlgorithmCalls algorithms;
    private final RunCalls runs;
    private final InstanceCalls instances;

    /** Makes the calls of a program that begins. */
    public Calls(Mantle mantle, GivenValues given) {
        known = new KnownAlgorithms(mantle);
        algorithms = new AlgorithmCalls(mantle, known, given);
        runs = new RunCalls(mantle, known, given);
        instances = new InstanceCalls(mantle, known, given, runs);
    }

    /** Notes that a call has come, from when on it can be cancelled; to be called before a later message is read. */
    public void expect(JsonObject message) {
        JsonElement id = message.get("id");
        if (id != null && message.get("call") instanceof JsonPrimitive call && RUNNING.contains(call.getAsString())) {
            runs.expect(id);
        }
    }

    /** Answers one call in the calling thread; a run is over when this returns, unless it was started for later. Never throws. */
    public void take(JsonObject message, Consumer<JsonObject> out) {
        JsonElement id = message.get("id");
        Answers answers = new Answers(id == null ? JsonNull.INSTANCE : id, known, out);
        try {
            answer(answers, new CallArguments(message));
        } catch (CallProblem e) {
            runs.forget(answers.id());
            answers.error(e.type(), ProblemText.message(e));
        } catch (UnknownAlgorithmException e) {
            runs.forget(answers.id());
            answers.error(e.getClass().getSimpleName(), ProblemText.message(e));
        } catch (Throwable e) {
            // the boundary: what is wrong with one call, such as a plugin that cannot be linked, must not end the
            // others
            LOG.log(System.Logger.Level.ERROR, "a call failed", e);
            runs.forget(answers.id());
            answers.error(e.getClass().getSimpleName(), ProblemText.message(e));
        }
    }

    private void answer(Answers answers, CallArguments call) {
        switch (call.text("call")) {
            case "run" -> runs.run(answers, call);
            case "start" -> runs.start(answers, call);
            case "execute" -> instances.execute(answers, call);
            case "cancel" -> {
                runs.cancel(call.message().get("of"));
                answers.result(JsonNull.INSTANCE);
            }
            default -> answers.result(result(call));
        }
    }

    private JsonElement result(CallArguments call) {
        String name = call.text("call");
        return switch (name) {
            case "names" -> algorithms.names();
            case "faults" -> algorithms.faults();
            case "describe" -> algorithms.describe(call);
            case "help" -> algorithms.help(call);
            case "stubs" -> algorithms.stubs();
            case "validate" -> algorithms.validate(call);
            case "history" -> algorithms.history(call);
            case "objects" -> algorithms.objects();
            case "create" -> instances.create(call);
            case "release" -> instances.release(call);
            case "set" -> instances.set(call);
            case "get" -> instances.get(call);
            case "state" -> instances.state(call);
            case "cancelInstance" -> instances.cancel(call);
            case "managed" -> instances.managed(call);
            case "remove" -> instances.remove(call);
            case "clear" -> instances.clear();
            case "cancelAll" -> instances.cancelAll();
            default ->
                throw new CallProblem("there is no call \"" + name + "\"; host and package are of different versions");
        };
    }

    /** Cancels what is under way. */
    @Override
    public void close() {
        runs.close();
        known.close();
    }
}
