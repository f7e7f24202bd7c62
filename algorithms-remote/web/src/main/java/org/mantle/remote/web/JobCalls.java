package org.mantle.remote.web;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.mantle.framework.describe.SecretReference;
import org.mantle.framework.type.Secret;
import org.mantle.remote.AccountName;
import org.mantle.remote.job.JobId;
import org.mantle.remote.job.RemoteJob;
import org.mantle.remote.job.StoppableMonitor;
import org.mantle.web.http.Routes;
import org.mantle.web.http.WebProblem;
import org.mantle.web.http.WebReply;
import org.mantle.web.http.WebRequest;
import org.mantle.web.panel.HostFolders;

/** The calls of the board. What a page asks is done by then, but for transfers, which go on by themselves. */
final class JobCalls {

    private static final int MOST_BYTES = 1 << 20;

    private final JobBoard board;
    private final HostFolders folders;
    private final OutputReader outputs;

    JobCalls(JobBoard board, HostFolders folders) {
        this.board = board;
        this.folders = folders;
        outputs = new OutputReader(board.accounts());
    }

    void addTo(String prefix, Routes routes) {
        routes.get(prefix + "/events", request -> WebReply.events(board));
        routes.get(
                prefix + "/accounts", request -> WebReply.json(board.accounts().toJson()));
        routes.post(prefix + "/login", this::logIn);
        routes.post(prefix + "/logout", this::logOut);
        routes.post(prefix + "/submit", this::submit);
        routes.post(prefix + "/cancel", this::cancel);
        routes.get(prefix + "/job", request -> WebReply.json(outputs.job(account(request), job(request))));
        routes.get(
                prefix + "/output",
                request -> WebReply.json(outputs.end(account(request), job(request), query(request, "file"))));
        routes.post(prefix + "/upload", this::upload);
        routes.post(prefix + "/fetch", this::fetch);
        routes.delete(prefix + "/transfers/{id}", this::dismiss);
    }

    private static String query(WebRequest request, String name) {
        return request.query(name).orElseThrow(() -> WebProblem.of(400, "give the \"" + name + "\" in the query"));
    }

    private static AccountName account(WebRequest request) {
        return new AccountName(query(request, "resource"), query(request, "user"));
    }

    private static JobId job(WebRequest request) {
        return jobId(query(request, "job"));
    }

    private static JobId jobId(String text) {
        try {
            return new JobId(text);
        } catch (IllegalArgumentException e) {
            throw WebProblem.of(400, String.valueOf(e.getMessage()));
        }
    }

    private static JsonObject body(WebRequest request) throws IOException {
        if (request.json(MOST_BYTES) instanceof JsonObject body) {
            return body;
        }
        throw WebProblem.of(400, "send a JSON object");
    }

    private static AccountName account(JsonObject body) {
        return new AccountName(needed(body, "resource"), needed(body, "user"));
    }

    private static String needed(JsonObject body, String name) {
        String text = text(body, name);
        if (text.isBlank()) {
            throw WebProblem.of(400, "a value is needed for \"" + name + "\"");
        }
        return text;
    }

    private static String text(JsonObject body, String name) {
        JsonElement value = body.get(name);
        if (value == null || value.isJsonNull()) {
            return "";
        }
        if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isString()) {
            return value.getAsString();
        }
        throw WebProblem.of(400, "\"" + name + "\" must be a text");
    }

    private WebReply logIn(WebRequest request) throws IOException {
        JsonObject body = body(request);
        AccountName account = account(body);
        Secret password = password(text(body, "password"));
        try {
            board.accounts().work(account, new StoppableMonitor(), connected -> {
                connected.logIn(password);
                return connected;
            });
        } finally {
            password.wipe();
        }
        board.lookSoon();
        return WebReply.empty(204);
    }

    /** A caller over a network must not read the variables and files of this process. */
    private static Secret password(String given) {
        char[] characters;
        try {
            Object secret = SecretReference.fromNetwork(given);
            if (secret instanceof Secret) {
                throw new IllegalArgumentException("one that begins with @ is sent with @@");
            }
            characters = secret.toString().toCharArray();
        } catch (IllegalArgumentException e) {
            throw WebProblem.of(400, "the password is wrong: " + e.getMessage());
        }
        try {
            return characters.length == 0 ? Secret.none() : Secret.of(characters);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    private WebReply logOut(WebRequest request) throws IOException {
        try {
            board.accounts().work(account(body(request)), new StoppableMonitor(), connected -> {
                connected.logOut();
                return connected;
            });
        } finally {
            board.lookSoon();
        }
        return WebReply.empty(204);
    }

    private WebReply submit(WebRequest request) throws IOException {
        JsonObject body = body(request);
        String runnable = needed(body, "runnable");
        RemoteJob job = board.accounts()
                .work(
                        account(body),
                        new StoppableMonitor(),
                        connected -> connected.submit(runnable, text(body, "arguments"), text(body, "name")));
        board.lookSoon();
        return WebReply.json(JobBoard.toJson(job)).status(201);
    }

    private WebReply cancel(WebRequest request) throws IOException {
        JsonObject body = body(request);
        JobId id = jobId(needed(body, "job"));
        RemoteJob job = board.accounts().work(account(body), new StoppableMonitor(), connected -> {
            connected.cancel(id);
            return connected.job(id);
        });
        board.lookSoon();
        return WebReply.json(JobBoard.toJson(job));
    }

    private WebReply upload(WebRequest request) throws IOException {
        JsonObject body = body(request);
        Path file = folders.existing(needed(body, "path"));
        if (!Files.isRegularFile(file)) {
            throw WebProblem.of(400, "\"" + file + "\" is no file");
        }
        Transfer transfer = board.transfers().upload(account(body), file, needed(body, "directory"));
        return WebReply.json(transfer.toJson()).status(201);
    }

    /** Fetches files into a folder, or into one of the job's own there. */
    private WebReply fetch(WebRequest request) throws IOException {
        JsonObject body = body(request);
        AccountName account = account(body);
        JobId id = jobId(needed(body, "job"));
        Path directory = folders.writable(needed(body, "directory"));
        if (body.has("own") && body.get("own").getAsBoolean()) {
            String name = "job-" + id.text().replaceAll("[^0-9A-Za-z_.\\[\\]-]", "_");
            directory = folders.created(directory.resolve(name).toString());
            Files.createDirectories(directory);
        }
        Transfer transfer = board.transfers().fetch(account, id, text(body, "file"), directory);
        return WebReply.json(transfer.toJson()).status(201);
    }

    private WebReply dismiss(WebRequest request) {
        try {
            board.transfers().dismiss(Long.parseLong(request.variable("id")));
        } catch (NumberFormatException e) {
            throw WebProblem.of(404, "there is no such transfer");
        }
        return WebReply.empty(204);
    }
}
