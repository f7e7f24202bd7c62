package org.mantle.gateway.slurm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mantle.gateway.place.Printable;
import org.mantle.slurm.SlurmArray;
import org.mantle.slurm.SlurmExit;
import org.mantle.slurm.SlurmState;

/**
 * Reads answers of all versions of the REST daemon as they arrive, so that a listing of any number of jobs takes little memory.
 *
 * <p>The versions differ in the forms of numbers (a number, {@code null}, an object with {@code set}, {@code infinite} and
 * {@code number}), of states (a word, a list) and of exit codes (a wait status, an object): each is told by itself.
 */
final class AnswerReader {

    private static final int TEXT_LENGTH = 500;

    /** Slurm's own "no value", which older versions let through. */
    private static final long NO_VALUE = 0xffff_fffeL;

    private static final List<String> ERROR_NUMBERS = List.of("error_number", "error_code", "errno");

    private static final Set<String> OF_ERROR = Set.of("error_number", "error_code", "errno", "error", "description");

    private static final Set<String> OF_JOB = Set.of(
            "job_id",
            "array_job_id",
            "array_task_id",
            "array_task_string",
            "user_name",
            "comment",
            "job_state",
            "state_reason",
            "exit_code",
            "start_time",
            "end_time",
            "restart_cnt",
            "name",
            "current_working_directory",
            "standard_output",
            "standard_error",
            "submit_time");

    private final List<RestError> errors = new ArrayList<>();
    private long submitted;
    private long serverTime;

    private AnswerReader() {}

    /**
     * Reads an answer to its end.
     *
     * @param jobs is told of every job in it
     * @throws IOException if it breaks off, is no JSON though it says so, or is longer than is allowed
     */
    static RestAnswer read(int status, boolean json, InputStream body, Consumer<JobRecord> jobs) throws IOException {
        if (!json) {
            byte[] start = body.readNBytes(TEXT_LENGTH);
            return new RestAnswer(
                    status,
                    List.of(),
                    0,
                    0,
                    Printable.text(new String(start, UTF_8)).strip());
        }
        AnswerReader reader = new AnswerReader();
        try (JsonReader in = new JsonReader(new InputStreamReader(body, UTF_8))) {
            reader.readTop(in, jobs);
        } catch (MalformedJsonException | JsonParseException | IllegalStateException | NumberFormatException e) {
            throw new IOException("slurmrestd answered with something that is no JSON of its own", e);
        }
        return new RestAnswer(status, List.copyOf(reader.errors), reader.submitted, reader.serverTime, "");
    }

    private void readTop(JsonReader in, Consumer<JobRecord> jobs) throws IOException {
        in.beginObject();
        while (in.hasNext()) {
            String name = in.nextName();
            switch (name) {
                case "errors" ->
                    elements(in, OF_ERROR, element -> error(element).ifPresent(errors::add));
                case "jobs" -> elements(in, OF_JOB, element -> jobs.accept(job(element)));
                case "job_id" -> submitted = number(JsonParser.parseReader(in)).orElse(0);
                case "statistics" -> {
                    JsonElement statistics = JsonParser.parseReader(in);
                    serverTime = number(member(statistics, "req_time")).orElse(0);
                }
                default -> in.skipValue();
            }
        }
        in.endObject();
    }

    /** Reads the objects of a list, with the members that are wanted: a job has more than a hundred others. */
    static void elements(JsonReader in, Set<String> wanted, Consumer<JsonObject> each) throws IOException {
        if (in.peek() != JsonToken.BEGIN_ARRAY) {
            in.skipValue();
            return;
        }
        in.beginArray();
        while (in.hasNext()) {
            if (in.peek() == JsonToken.BEGIN_OBJECT) {
                each.accept(object(in, wanted));
            } else {
                in.skipValue();
            }
        }
        in.endArray();
    }

    private static JsonObject object(JsonReader in, Set<String> wanted) throws IOException {
        JsonObject object = new JsonObject();
        in.beginObject();
        while (in.hasNext()) {
            String name = in.nextName();
            if (wanted.contains(name)) {
                object.add(name, JsonParser.parseReader(in));
            } else {
                in.skipValue();
            }
        }
        in.endObject();
        return object;
    }

    private static Optional<RestError> error(JsonObject error) {
        long number = 0;
        for (String name : ERROR_NUMBERS) {
            if (number == 0) {
                number = number(error.get(name)).orElse(0);
            }
        }
        String words = text(error.get("error"));
        if (words.isEmpty()) {
            words = text(error.get("description"));
        }
        return number == 0 && words.isEmpty()
                ? Optional.empty()
                : Optional.of(new RestError(number, Printable.text(words)));
    }

    private static JobRecord job(JsonObject job) {
        List<String> words = words(job.get("job_state"));
        return new JobRecord(
                number(job.get("job_id")).orElse(0),
                number(job.get("array_job_id")).orElse(0),
                task(job),
                SlurmArray.parse(text(job.get("array_task_string"))),
                text(job.get("user_name")),
                text(job.get("comment")),
                SlurmState.of(words),
                Printable.text(String.join("+", words)),
                Printable.text(text(job.get("state_reason"))),
                exit(job.get("exit_code")),
                time(job.get("start_time")),
                time(job.get("end_time")),
                number(job.get("restart_cnt")).orElse(0),
                new JobRecord.Origin(
                        text(job.get("name")),
                        text(job.get("current_working_directory")),
                        text(job.get("standard_output")),
                        text(job.get("standard_error")),
                        time(job.get("submit_time"))));
    }

    private static OptionalInt task(JsonObject job) {
        OptionalLong task = number(job.get("array_task_id"));
        boolean ofArray = number(job.get("array_job_id")).orElse(0) != 0;
        return ofArray && task.isPresent() && text(job.get("array_task_string")).isEmpty()
                ? OptionalInt.of((int) task.getAsLong())
                : OptionalInt.empty();
    }

    private static List<String> words(@Nullable JsonElement state) {
        if (state instanceof JsonArray list) {
            return list.asList().stream().map(AnswerReader::text).toList();
        }
        String word = text(state);
        return word.isEmpty() ? List.of() : List.of(word);
    }

    private static Optional<SlurmExit> exit(@Nullable JsonElement exit) {
        OptionalLong status = number(exit);
        if (status.isPresent()) {
            return Optional.of(SlurmExit.ofWaitStatus(status.getAsLong()));
        }
        OptionalLong code = number(member(exit, "return_code"));
        JsonElement signal = member(exit, "signal");
        OptionalLong signalNumber = number(member(signal, "id"));
        if (signalNumber.isEmpty()) {
            signalNumber = number(member(signal, "signal_id"));
        }
        return code.isEmpty() && signalNumber.isEmpty()
                ? Optional.empty()
                : Optional.of(new SlurmExit((int) (code.orElse(0) & 0xff), (int) (signalNumber.orElse(0) & 0x7f)));
    }

    private static Optional<Instant> time(@Nullable JsonElement time) {
        OptionalLong seconds = number(time);
        return seconds.isPresent() && seconds.getAsLong() > 0 && seconds.getAsLong() < Instant.MAX.getEpochSecond()
                ? Optional.of(Instant.ofEpochSecond(seconds.getAsLong()))
                : Optional.empty();
    }

    static OptionalLong number(@Nullable JsonElement value) {
        if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
            long number = (long) primitive.getAsDouble();
            return number == NO_VALUE ? OptionalLong.empty() : OptionalLong.of(number);
        }
        boolean set = member(value, "set") instanceof JsonPrimitive flag && flag.isBoolean() && flag.getAsBoolean();
        return set ? number(member(value, "number")) : OptionalLong.empty();
    }

    static String text(@Nullable JsonElement value) {
        return value instanceof JsonPrimitive primitive && primitive.isString() ? primitive.getAsString() : "";
    }

    private static @Nullable JsonElement member(@Nullable JsonElement object, String name) {
        return object instanceof JsonObject members ? members.get(name) : null;
    }
}
