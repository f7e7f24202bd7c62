package org.mantle.framework.export;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.history.LargeValue;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.history.UnkeptValue;
import org.mantle.framework.property.EarlierRun;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmRegistry;
import org.mantle.framework.run.InvalidDeclarationException;
import org.mantle.framework.run.RunState;
import org.mantle.framework.type.Secret;

/** Makes the steps of a script, which are the same in every language. Used for one script. */
final class Steps {

    private final AlgorithmRegistry registry;
    private final HistoryExport.Versions versions;
    private final Predicate<? super RunRecord> unrolled;
    private final boolean times;
    private final boolean unsuccessful;
    private final Set<String> leftOut;
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, String> variables = new HashMap<>();
    private final Set<String> takenVariables = new HashSet<>();
    private final List<Made> made = new ArrayList<>();
    private final Set<Step.Gift> awaited = new HashSet<>();
    private int gifts;

    /** A call of the script, with the record of which it was made and its place among the steps. */
    private record Made(RunRecord record, JsonObject json, int place) {}

    Steps(
            AlgorithmRegistry registry,
            HistoryExport.Versions versions,
            Predicate<? super RunRecord> unrolled,
            boolean times,
            boolean unsuccessful,
            Set<String> leftOut) {
        this.registry = registry;
        this.versions = versions;
        this.unrolled = unrolled;
        this.times = times;
        this.unsuccessful = unsuccessful;
        this.leftOut = leftOut;
    }

    List<Step> of(List<RunRecord> records) {
        for (RunRecord record : records) {
            add(record, 1);
        }
        return steps;
    }

    private void add(RunRecord record, int depth) {
        if (leftOut.contains(record.algorithm().toLowerCase(Locale.ROOT))) {
            return;
        }
        String title = record.algorithm() + " v" + record.version();
        if (record.state() != RunState.COMPLETED && !unsuccessful) {
            remark(title + " " + record.state().word().toLowerCase(Locale.ROOT) + ", and is left out");
            return;
        }
        if (times) {
            double seconds = record.duration().toNanos() / 1e9;
            remark(record.started() + String.format(Locale.ROOT, ", took %.3f s", seconds));
        }
        if (!record.children().isEmpty() && unrolled.test(record)) {
            remark(">".repeat(depth) + " what ran inside " + title + ", in its place");
            record.children().forEach(child -> add(child, depth + 1));
            remark("<".repeat(depth) + " end of " + title);
        } else {
            addCall(record);
        }
    }

    private void addCall(RunRecord record) {
        JsonObject json = record.toJson();
        List<Step.Argument> arguments = arguments(record, json);
        remarkChildren(record);
        made.add(new Made(record, json, steps.size()));
        steps.add(new Step.Call(record.algorithm(), version(record), arguments, null));
    }

    /** Returns what an earlier call of the script gives in place of a value; {@code null} if none does. */
    private Step.@Nullable Gift gift(RunRecord record, @Nullable EarlierRun earlier, JsonElement value) {
        if (earlier == null || !(value instanceof JsonPrimitive wanted)) {
            return null;
        }
        for (int i = made.size() - 1; i >= 0; i--) {
            Made maker = made.get(i);
            if (!maker.record().algorithm().equals(record.algorithm()) || !isMadeBy(maker.json(), earlier, wanted)) {
                continue;
            }
            Step.Call call = (Step.Call) steps.get(maker.place());
            Step.Gift known = call.gives();
            if (known == null) {
                Step.Gift gift = new Step.Gift(++gifts, earlier.output());
                steps.set(maker.place(), call.giving(gift));
                return gift;
            }
            return known.output().equals(earlier.output()) ? known : null;
        }
        return null;
    }

    private static boolean isMadeBy(JsonObject maker, EarlierRun earlier, JsonPrimitive wanted) {
        JsonObject inputs = maker.getAsJsonObject("inputs");
        boolean isThatKind = earlier.inputs().entrySet().stream()
                .allMatch(input -> inputs.get(input.getKey()) instanceof JsonPrimitive given
                        && given.getAsString().equals(input.getValue()));
        JsonElement output = maker.getAsJsonObject("outputs").get(earlier.output());
        JsonElement single = output instanceof JsonArray list && list.size() == 1 ? list.get(0) : output;
        return isThatKind
                && single instanceof JsonPrimitive given
                && given.getAsString().equals(wanted.getAsString());
    }

    /** Adds a wait for the end of what was begun, before the call that needs it: once for each that was begun. */
    private void addWait(
            RunRecord record, Step.Gift gift, EarlierRun.Awaited wait, List<Step.Argument> argumentsOfCall) {
        if (!awaited.add(gift)) {
            return;
        }
        List<Step.Argument> arguments = new ArrayList<>();
        argumentsOfCall.stream()
                .filter(argument -> wait.same().contains(argument.name()))
                .forEach(arguments::add);
        wait.inputs().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(input -> arguments.add(new Step.Argument(
                        input.getKey(),
                        new Step.Recorded(new JsonPrimitive(input.getValue()), input.getValue(), true))));
        arguments.add(new Step.Argument(wait.input(), new Step.Given(gift)));
        steps.add(new Step.Wait(
                new Step.Call(record.algorithm(), version(record), arguments, null), wait.output(), wait.underWay()));
    }

    /** A comment ends with its line, and some languages read escapes even there. */
    private void remark(String text) {
        StringBuilder line = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            line.append(c < ' ' || c > '~' || c == '\\' ? '?' : c);
        }
        steps.add(new Step.Remark(line.toString()));
    }

    /** No language can ask for the versions of what runs inside: where that may come out otherwise, the script says so. */
    private void remarkChildren(RunRecord record) {
        Set<String> asked = new LinkedHashSet<>();
        collectChildren(record, asked);
        if (!asked.isEmpty()) {
            remark("inside it ran " + String.join(", ", asked)
                    + ": a script cannot ask for that, mantle history replay can");
        }
    }

    private void collectChildren(RunRecord record, Set<String> into) {
        for (RunRecord child : record.children()) {
            if (version(child) != null) {
                into.add(child.algorithm() + " v" + child.version());
            }
            collectChildren(child, into);
        }
    }

    private @Nullable Integer version(RunRecord record) {
        return switch (versions) {
            case NEVER -> null;
            case ALWAYS -> record.version();
            case IF_NOT_NEWEST -> {
                Optional<AlgorithmDescriptor> newest = registry.find(record.algorithm());
                boolean isNewest = newest.isPresent() && newest.get().version() == record.version();
                yield isNewest ? null : record.version();
            }
        };
    }

    /** Returns the arguments of a call, after adding what must be waited for before it. */
    private List<Step.Argument> arguments(RunRecord record, JsonObject json) {
        List<Step.Argument> arguments = new ArrayList<>();
        JsonObject inputs = json.getAsJsonObject("inputs");
        Map<Step.Gift, EarlierRun.Awaited> waits = new LinkedHashMap<>();
        record.inputs().forEach((name, value) -> {
            @Nullable EarlierRun earlier = earlierRun(record, name);
            Step.@Nullable Gift gift = gift(record, earlier, inputs.get(name));
            if (earlier == null || gift == null) {
                arguments.add(new Step.Argument(name, value(record, name, value, inputs.get(name))));
                return;
            }
            arguments.add(new Step.Argument(name, new Step.Given(gift)));
            earlier.awaited().ifPresent(wait -> waits.put(gift, wait));
        });
        waits.forEach((gift, wait) -> addWait(record, gift, wait, arguments));
        return arguments;
    }

    private @Nullable EarlierRun earlierRun(RunRecord record, String name) {
        try {
            return registry.find(record.algorithm())
                    .flatMap(algorithm -> algorithm.property(name))
                    .flatMap(Property::takenFrom)
                    .orElse(null);
        } catch (InvalidDeclarationException e) {
            // it was another one when it ran
            return null;
        }
    }

    private Step.Value value(RunRecord record, String name, Object value, JsonElement json) {
        if (value instanceof Secret secret) {
            String reference = secret.reference();
            return reference.startsWith("@env:") || reference.startsWith("@file:")
                    ? new Step.Reference(reference)
                    : new Step.Asked(variable(record, name), name + " of " + record.algorithm());
        }
        if (value instanceof LargeValue || value instanceof UnkeptValue) {
            return new Step.NotKept(value.toString());
        }
        return registry.find(record.algorithm())
                .filter(algorithm -> !(value instanceof JsonElement))
                .flatMap(algorithm -> property(algorithm, record, name))
                .map(property -> (Step.Value) recorded(property, value, json))
                .orElseGet(() -> new Step.Recorded(json, JsonKinds.textOf(json), false));
    }

    private Optional<Property<?>> property(AlgorithmDescriptor newest, RunRecord record, String name) {
        AlgorithmDescriptor algorithm = newest.version() == record.version()
                ? newest
                // it is there, or the value would be JSON
                : registry.get(record.algorithm(), record.version());
        return algorithm.property(name);
    }

    // the value of a record is of its property's type
    @SuppressWarnings("unchecked")
    static <T> Step.Recorded recorded(Property<T> property, Object value, JsonElement json) {
        @Nullable String text = JsonKinds.textOf(json);
        boolean javaReads = false;
        try {
            if (text == null) {
                String written = json instanceof JsonPrimitive single
                        ? single.getAsString()
                        : property.type().toText((T) value);
                text = Objects.deepEquals(value, property.type().fromText(written.strip())) ? written : null;
            }
            @Nullable Object plain = PlainJava.of(json);
            javaReads = plain instanceof String
                    || (plain != null
                            && Objects.deepEquals(value, property.type().fromObject(plain)));
        } catch (Throwable e) {
            // foreign code: the type; JSON is written where its other forms do not read back
            javaReads = false;
        }
        return new Step.Recorded(json, text, javaReads);
    }

    /** Equal calls ask once: the same account has the same password. */
    private String variable(RunRecord record, String name) {
        String key = record.algorithm() + "\n" + name + "\n" + record.toJson().get("inputs");
        return variables.computeIfAbsent(key, unused -> {
            String base =
                    (record.algorithm() + "_" + name).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
            base = Character.isDigit(base.charAt(0)) ? "_" + base : base;
            String variable = base;
            for (int next = 2; !takenVariables.add(variable); next++) {
                variable = base + "_" + next;
            }
            return variable;
        });
    }
}
