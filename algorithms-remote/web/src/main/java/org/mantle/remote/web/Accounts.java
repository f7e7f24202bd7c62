package org.mantle.remote.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.mantle.remote.AccountName;
import org.mantle.remote.ComputeResource;
import org.mantle.remote.RemoteAccounts;
import org.mantle.remote.ResourceAccount;
import org.mantle.remote.job.LocalFileException;
import org.mantle.remote.job.LogInRefusedException;
import org.mantle.remote.job.PermissionDeniedException;
import org.mantle.remote.job.ServiceUnreachableException;
import org.mantle.remote.job.SessionEndedException;
import org.mantle.remote.job.StateFileException;
import org.mantle.remote.job.UnknownFileException;
import org.mantle.remote.job.UnknownJobException;
import org.mantle.remote.job.WorkMonitor;
import org.mantle.web.http.WebProblem;

/** The host's resources and who has logged in there; what goes wrong is told as a problem of a web call. Safe from many threads. */
final class Accounts {

    private static final System.Logger LOG = System.getLogger(Accounts.class.getName());

    private final RemoteAccounts host;

    /** Who was logged in while the board looked on, and may come back. */
    private final Set<AccountName> seen = ConcurrentHashMap.newKeySet();

    Accounts(RemoteAccounts host) {
        this.host = host;
    }

    /** A piece of work at a resource. */
    @FunctionalInterface
    interface Work<T> {
        T with(ResourceAccount account) throws IOException;
    }

    /** Does work, and remembers the user when it is done. */
    <T> T work(AccountName account, WorkMonitor monitor, Work<T> work) {
        try {
            ComputeResource resource = host.resources()
                    .find(account.resource())
                    .orElseThrow(() ->
                            WebProblem.of(404, "there is no compute resource " + account.resource() + " any more"));
            try (ResourceAccount connected = host.connect(resource, account.user(), monitor)) {
                T done = work.with(connected);
                connected.remember();
                return done;
            }
        } catch (SessionEndedException e) {
            throw WebProblem.of(
                    409,
                    "the session of " + account.user() + " at " + account.resource() + " has ended; log in again"
                            + e.serviceWords()
                                    .map(words -> "; the service says: " + words)
                                    .orElse(""));
        } catch (IOException e) {
            throw WebProblem.of(status(e), String.valueOf(e.getMessage()));
        } catch (CancellationException e) {
            throw WebProblem.of(409, "it was stopped");
        } catch (WebProblem e) {
            throw e;
        } catch (RuntimeException e) {
            // kinds of resources come from other modules, and may throw anything
            LOG.log(Level.WARNING, "the module of " + account.resource() + " failed", e);
            throw WebProblem.of(502, "the module that knows " + account.resource() + " failed; its log says why");
        }
    }

    private static int status(IOException problem) {
        if (problem instanceof LogInRefusedException || problem instanceof PermissionDeniedException) {
            return 403;
        }
        if (problem instanceof UnknownJobException || problem instanceof UnknownFileException) {
            return 404;
        }
        if (problem instanceof LocalFileException || problem instanceof StateFileException) {
            return 409;
        }
        return problem instanceof ServiceUnreachableException ? 503 : 502;
    }

    /** Returns who is logged in, at resources that are here. */
    List<AccountName> loggedIn() throws StateFileException {
        List<AccountName> accounts = host.loggedIn();
        seen.addAll(accounts);
        return accounts;
    }

    /** Tells of all resources, and of the users at each. */
    JsonObject toJson() {
        JsonObject json = new JsonObject();
        try {
            JsonArray list = new JsonArray();
            Set<AccountName> loggedIn = new LinkedHashSet<>(loggedIn());
            for (ComputeResource resource : host.resources().list().values()) {
                JsonObject told = new JsonObject();
                told.addProperty("name", resource.name());
                told.addProperty("address", resource.toString());
                told.addProperty("type", resource.kind().type());
                JsonArray people = new JsonArray();
                for (String user : usersOf(resource.name())) {
                    JsonObject person = new JsonObject();
                    person.addProperty("user", user);
                    person.addProperty("loggedIn", loggedIn.contains(new AccountName(resource.name(), user)));
                    people.add(person);
                }
                told.add("users", people);
                list.add(told);
            }
            json.add("resources", list);
            JsonArray missing = new JsonArray();
            for (Map.Entry<String, String> each :
                    host.resources().ofMissingKinds().entrySet()) {
                missing.add("the resource " + each.getKey() + " is of type \"" + each.getValue()
                        + "\", a kind that is not here; add the module of that kind");
            }
            json.add("missing", missing);
        } catch (StateFileException e) {
            json.add("resources", new JsonArray());
            json.add("missing", new JsonArray());
            json.addProperty("trouble", e.getMessage());
        }
        return json;
    }

    private Set<String> usersOf(String resource) throws StateFileException {
        Set<String> names = new TreeSet<>(host.sessions().users(resource));
        host.users().last(resource).ifPresent(names::add);
        seen.stream().filter(each -> each.resource().equals(resource)).forEach(each -> names.add(each.user()));
        return names;
    }
}
