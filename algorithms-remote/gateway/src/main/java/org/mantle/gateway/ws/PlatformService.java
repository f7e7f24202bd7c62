package org.mantle.gateway.ws;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mantle.gateway.file.NamePattern;
import org.mantle.gateway.http.Call;
import org.mantle.gateway.http.Exchange;
import org.mantle.gateway.http.HttpFront;
import org.mantle.gateway.http.HttpService;
import org.mantle.gateway.http.LongBodyException;
import org.mantle.gateway.job.Job;
import org.mantle.gateway.pac.AnswerForm;
import org.mantle.gateway.pac.JobControl.Operation;
import org.mantle.gateway.pac.PacService;
import org.mantle.gateway.pac.PacService.Caller;
import org.mantle.gateway.pac.PlatformAnswer;
import org.mantle.gateway.pac.Refusals;
import org.mantle.gateway.pac.RefusedException;
import org.mantle.gateway.place.Printable;
import org.mantle.gateway.place.UserFolder;
import org.mantle.pac.PacElement;
import org.mantle.pac.PacProtocol;
import org.mantle.pac.PacText;
import org.mantle.pac.PercentEncoding;

/** The operations of the protocol's newer generation; all else goes to the older one. */
public final class PlatformService implements HttpService {

    private static final int MAXIMUM_ECHO = 4096;

    /** With what is published by a slip, {@code ws/pacclient/jobs}, and where a client logs on that mixes the two. */
    private static final Pattern PATH = Pattern.compile(
            "(?:" + PacService.CONTEXT + ")?/(?:ws/(?:pacclient/)?|webservice/(?=(?:logon|logout|ping)/?$))(.*)");

    private static final Set<String> MANAGED = Set.of("user", "users", "usergroups");

    private final PacService pac;
    private final Clock clock;

    /** Creates the service on the older generation's. */
    public PlatformService(PacService pac, Clock clock) {
        this.pac = pac;
        this.clock = clock;
    }

    @Override
    public Call receive(Exchange exchange) throws IOException {
        Matcher path = PATH.matcher(exchange.path());
        if (!path.matches()) {
            return pac.receive(exchange);
        }
        List<String> words = List.of(
                PercentEncoding.decode(path.group(1)).replaceAll("/$", "").split("/", -1));
        if (!exchange.method().equals("GET") && !exchange.method().equals("POST")) {
            return Refusals.decide(AnswerForm.PLATFORM, exchange, () -> {
                pac.caller(exchange);
                throw MANAGED.contains(words.get(0)) ? usersAreManagedElsewhere() : unknown(words);
            });
        }
        return switch (words.get(0)) {
            case "ping" -> Call.withShortBody(PlatformService::ping);
            case "version" -> Call.withoutBody(PlatformService::version);
            case "logon" -> Call.withShortBody(pac::platformLogOn);
            default ->
                Refusals.decide(AnswerForm.PLATFORM, exchange, () -> receiveOf(pac.caller(exchange), words, exchange));
        };
    }

    private Call receiveOf(Caller caller, List<String> words, Exchange exchange) throws IOException, RefusedException {
        String path = String.join("/", words);
        if (path.equals("jobs/submit")) {
            exchange.name("ws/jobs/submit", "");
            PacService.requireMultipart(exchange);
            return Call.withLongBody(answering(asked -> submit(caller, asked)));
        }
        if (path.startsWith("jobfiles/upload/")) {
            String id = last(words);
            exchange.name("ws/jobfiles/upload", Printable.text(id));
            PacService.requireMultipart(exchange);
            if (id.equals("0")) {
                throw RefusedException.invalid("An upload here is for a job, and 0 is the id of none");
            }
            pac.uploads().requireTarget(caller.user(), id);
            return Call.withLongBody(answering(
                    asked -> PlatformAnswer.done(asked, pac.upload(caller, id, pieceOf(asked.query()), asked))));
        }
        PacService.requireShort(exchange);
        Task operation = operation(caller, words, path);
        // only what there is, since others are words that a caller made up
        exchange.name("ws/" + words.get(0), Printable.text(String.join("/", words.subList(1, words.size()))));
        return Call.withShortBody(answering(operation));
    }

    /** What is done for a caller. */
    private interface Task {
        void run(Exchange exchange) throws IOException, RefusedException;
    }

    private static Call.Action answering(Task operation) {
        return asked -> Refusals.answer(AnswerForm.PLATFORM, asked, () -> operation.run(asked));
    }

    private Task operation(Caller caller, List<String> words, String path) throws RefusedException {
        String user = caller.user();
        return switch (words.get(0)) {
            case "logout" ->
                asked -> {
                    pac.logOut(caller);
                    PlatformAnswer.done(asked, PacProtocol.LOGGED_OUT);
                };
            case "jobs" -> jobs(user, words);
            case "userCmd" -> asked -> command(user, asked);
            case "jobfiles" -> jobFiles(caller, words);
            case "jobhistory" ->
                asked -> JobDocuments.giveHistory(asked, named(user, ids(asked.query())), clock.instant());
            case "notifications" -> asked -> list(asked, "notifications", List.of());
            case "user", "users" -> {
                if (words.size() > 1 && !last(words).equals(user)) {
                    throw usersAreManagedElsewhere();
                }
                yield asked -> {
                    if (!asked.method().equals("GET")) {
                        throw usersAreManagedElsewhere();
                    }
                    list(asked, "users", List.of(user));
                };
            }
            default -> throw unknown(List.of(path));
        };
    }

    private Task jobs(String user, List<String> words) throws RefusedException {
        if (words.size() == 1) {
            return asked -> JobDocuments.give(asked, JobDocuments.Form.BASIC, selected(user, asked.query()));
        }
        String what = words.get(1);
        Optional<Operation> operation = Operation.ofWord(what);
        if (operation.isPresent()) {
            return asked -> operate(user, operation.get(), asked);
        }
        return switch (what) {
            case "fullinfo" ->
                asked -> {
                    List<String> ids = ids(asked.query());
                    JobDocuments.give(
                            asked,
                            JobDocuments.Form.FULL,
                            ids.isEmpty() ? selected(user, asked.query()) : named(user, ids));
                };
            case "getbasicinfo" ->
                asked -> JobDocuments.give(asked, JobDocuments.Form.BASIC, named(user, requiredIds(asked)));
            case "getfullinfo" ->
                asked -> JobDocuments.give(asked, JobDocuments.Form.FULL, named(user, requiredIds(asked)));
            default -> {
                List<String> ids = split(what);
                if (words.size() > 2) {
                    throw unknown(words);
                }
                yield asked -> JobDocuments.give(asked, JobDocuments.Form.DETAILED, named(user, ids));
            }
        };
    }

    /** Finds jobs by their ids; those that there are not are left out, unless that are all. */
    private List<Job> named(String user, List<String> ids) throws IOException, RefusedException {
        if (ids.isEmpty() || ids.contains("0")) {
            throw RefusedException.invalid("This needs the ids of jobs, with commas between, and 0 is the id of none");
        }
        List<Job> found = new ArrayList<>();
        RefusedException missing = RefusedException.notFound("No matching job found");
        for (String id : ids) {
            try {
                found.addAll(pac.jobs().requireAll(user, id));
            } catch (RefusedException e) {
                missing = e;
            }
        }
        if (found.isEmpty()) {
            throw missing;
        }
        return found;
    }

    /** Finds jobs by the conditions of a query: a name, perhaps with stars, and whose they are. */
    private List<Job> selected(String user, Map<String, String> query) throws IOException {
        Map<String, String> conditions = new LinkedHashMap<>();
        query.forEach((key, value) -> conditions.put(key.toLowerCase(Locale.ROOT), value.strip()));
        String whose = conditions.getOrDefault("username", conditions.getOrDefault("user", ""));
        if (!whose.isEmpty() && !whose.equals("all") && !whose.equals(user)) {
            return List.of();
        }
        String name = conditions.getOrDefault("jobname", "");
        NamePattern pattern = NamePattern.of(name);
        return pac.jobs().all(user).stream()
                .filter(job -> name.isEmpty() || pattern.fits(job.name()))
                .toList();
    }

    private void operate(String user, Operation operation, Exchange exchange) throws IOException, RefusedException {
        List<String> done = new ArrayList<>();
        for (String id : requiredIds(exchange)) {
            done.add(pac.control().operate(user, operation, id));
        }
        PlatformAnswer.done(exchange, String.join("\n", done));
    }

    private void command(String user, Exchange exchange) throws IOException, RefusedException {
        String words = pac.commands().run(user, text(exchange), exchange);
        JsonObject json = new JsonObject();
        json.addProperty("cmdMsg", words);
        PlatformAnswer.give(exchange, 200, PacElement.of("UserCmd", List.of(PacElement.of("cmdMsg", words))), json);
    }

    private void submit(Caller caller, Exchange exchange) throws IOException, RefusedException {
        Job job = pac.submit(caller, exchange);
        JsonObject json = new JsonObject();
        json.addProperty("id", job.id());
        PacElement xml = PacElement.of("Job", List.of(PacElement.of("id", Long.toString(job.id()))));
        if (PlatformAnswer.accepts(exchange, "xml")) {
            PlatformAnswer.give(exchange, 200, xml, json);
        } else {
            // the only form that is known of the original
            exchange.answer(200, "application/json", json.toString());
        }
    }

    private Task jobFiles(Caller caller, List<String> words) throws RefusedException {
        String id = last(words);
        if (words.size() == 2) {
            return asked -> PlatformAnswer.done(asked, pac.files().list(caller.user(), pac.folderOf(caller), id));
        }
        if (words.size() != 3 || !words.get(1).equals("download")) {
            throw unknown(words);
        }
        return asked -> {
            String wanted = form(asked).get("dir");
            if (wanted == null || wanted.isBlank()) {
                throw RefusedException.invalid("This needs the names of files: send dir=NAME,NAME");
            }
            UserFolder home = pac.folderOf(caller);
            pac.files().download(caller.user(), home, id, inJobFolder(home, wanted.strip()), true, asked);
        };
    }

    /** Returns names as the older generation has them: a slash before one that is no path of the user's stands for the job's folder. */
    private static String inJobFolder(UserFolder home, String wanted) throws IOException {
        int bar = wanted.lastIndexOf('|');
        String names = bar < 0 ? wanted : wanted.substring(0, bar);
        List<String> relative = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            String given = name.strip();
            relative.add(given.startsWith("/") && !home.isOwn(given) ? given.replaceFirst("^/+", "") : given);
        }
        return String.join(",", relative) + (bar < 0 ? "" : wanted.substring(bar));
    }

    private static Map<String, String> pieceOf(Map<String, String> query) {
        Map<String, String> piece = new LinkedHashMap<>();
        for (String name : List.of("chunkid", "chunkamount", "chunkbase")) {
            String value = query.get(name);
            if (value != null) {
                piece.put(name, value);
            }
        }
        return piece;
    }

    private static List<String> requiredIds(Exchange exchange) throws IOException, RefusedException {
        List<String> ids = ids(form(exchange));
        if (ids.isEmpty()) {
            throw RefusedException.invalid("This needs the ids of jobs: send ids=1,2");
        }
        return ids;
    }

    private static List<String> ids(Map<String, String> fields) {
        return split(fields.getOrDefault("ids", fields.getOrDefault("id", "")));
    }

    private static List<String> split(String ids) {
        // a comma in brackets is between indexes of an array
        return List.of(ids.split("[,\\s]+(?![^\\[\\]]*])", -1)).stream()
                .filter(id -> !id.isEmpty())
                .toList();
    }

    private static Map<String, String> form(Exchange exchange) throws LongBodyException {
        return Exchange.pairs(text(exchange).strip(), true);
    }

    private static String text(Exchange exchange) throws LongBodyException {
        return PacText.decode(exchange.shortBody(HttpFront.SHORT_BODY));
    }

    private static String last(List<String> words) {
        return words.get(words.size() - 1);
    }

    /** Answers with a list of names, of which the clients for it are told that there is nothing more. */
    private static void list(Exchange exchange, String root, List<String> names) {
        String total = Integer.toString(names.size());
        JsonArray list = new JsonArray();
        List<PacElement> elements = new ArrayList<>();
        for (String name : names) {
            JsonObject object = new JsonObject();
            object.addProperty("name", name);
            list.add(object);
            elements.add(PacElement.of("user", List.of(PacElement.of("name", name))));
        }
        JsonObject json = new JsonObject();
        json.addProperty("@total", total);
        json.add(root, list);
        PlatformAnswer.give(exchange, 200, PacElement.of(root, elements).with("total", total), json);
    }

    private static void ping(Exchange exchange) {
        String body;
        try {
            body = PacText.decode(exchange.shortBody(MAXIMUM_ECHO)).strip();
        } catch (LongBodyException e) {
            body = "";
        }
        String given = Exchange.pairs(body, true).getOrDefault("url", "");
        String own =
                (exchange.isSecure() ? "https://" : "http://") + exchange.header("Host") + PacService.CONTEXT + "/";
        PlatformAnswer.done(exchange, PacProtocol.READY + " on URL: " + (given.isEmpty() ? own : given));
    }

    private static void version(Exchange exchange) {
        String version = Optional.ofNullable(PlatformService.class.getModule().getDescriptor())
                .flatMap(module -> module.rawVersion())
                .orElse("-");
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("version", version);
        fields.put("buildNo", "-");
        fields.put("buildDate", "-");
        fields.put("productName", "Mantle gateway");
        JsonObject json = new JsonObject();
        fields.forEach(json::addProperty);
        List<PacElement> elements = fields.entrySet().stream()
                .map(field -> PacElement.of(field.getKey(), field.getValue()))
                .toList();
        PlatformAnswer.give(exchange, 200, PacElement.of("versionInfo", elements), json);
    }

    private static RefusedException usersAreManagedElsewhere() {
        return RefusedException.forbidden(
                "Users are added and removed by whoever runs this gateway, with: mantle gateway user");
    }

    private static RefusedException unknown(List<String> words) {
        return RefusedException.notFound(
                "This gateway has no operation '" + Printable.text(String.join("/", words)) + "'");
    }
}
