package org.mantle.ssh;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.pac.quoting.ArgumentSplitter;
import org.mantle.remote.job.LocalFileException;
import org.mantle.remote.job.RemoteJobManager;
import org.mantle.remote.job.Session;
import org.mantle.remote.kind.ResourceKind;
import org.mantle.remote.kind.ResourceSettings;
import org.mantle.ssh.connection.SshAddress;
import org.mantle.ssh.key.KeyFile;
import org.mantle.validators.Violation;

/** The kind of resource that runs Slurm and is reached by SSH; users are known by a key, an agent's keys, or a password. */
public final class SlurmSshKind implements ResourceKind {

    private static final String SCHEME = "slurm+ssh";

    /** The option of {@code sbatch} that makes an array, long, shortened or behind other letters. */
    private static final Pattern ARRAY_OPTION = Pattern.compile("--ar(?:r(?:ay?)?)?(?:=.*)?|-[HhIkOQsvW]*a.*");

    private final UserProofs proofs = new UserProofs();

    /** Makes the kind; {@link java.util.ServiceLoader} does. */
    public SlurmSshKind() {}

    @Override
    public String type() {
        return SCHEME;
    }

    @Override
    public String summary() {
        return "A site that runs Slurm, whose commands are called by SSH.";
    }

    @Override
    public List<Property<?>> settings() {
        return SlurmSshResource.DECLARED;
    }

    @Override
    public List<Problem> problems(ResourceSettings settings) {
        try {
            return ArgumentSplitter.split(
                            settings.find(SlurmSshResource.SUBMIT_OPTIONS).orElse(""))
                    .stream()
                    .filter(option -> ARRAY_OPTION.matcher(option).matches())
                    .limit(1)
                    .map(option -> Problem.of(
                            SlurmSshResource.SUBMIT_OPTIONS.name(),
                            Problem.INVALID,
                            Violation.quoted(option)
                                    + " would make every job an array, and arrays of jobs are not supported"
                                    + " over SSH; leave it out"))
                    .toList();
        } catch (IllegalArgumentException e) {
            return List.of(Problem.of(
                    SlurmSshResource.SUBMIT_OPTIONS.name(), Problem.INVALID, String.valueOf(e.getMessage())));
        }
    }

    @Override
    public void checkFiles(ResourceSettings settings) throws IOException {
        Optional<Path> key = settings.find(SlurmSshResource.KEY);
        if (key.isPresent()) {
            new KeyFile(key.get()).needsPassPhrase();
        }
        Optional<Path> hosts = settings.find(SlurmSshResource.KNOWN_HOSTS);
        if (hosts.isPresent() && !Files.isReadable(hosts.get())) {
            throw new LocalFileException("the keys of hosts cannot be read from " + hosts.get()
                    + ": there is no such file, or no permission");
        }
    }

    @Override
    public String address(ResourceSettings settings) {
        return SlurmSshResource.of("", settings).address().uri().toString();
    }

    @Override
    public Optional<Map<String, Object>> settingsOf(String address) {
        if (!address.toLowerCase(Locale.ROOT).startsWith(SCHEME + ":")) {
            return Optional.empty();
        }
        URI uri;
        try {
            uri = new URI(address).parseServerAuthority();
        } catch (URISyntaxException e) {
            throw notAnAddress(address);
        }
        boolean isMore = !(uri.getRawPath() == null || uri.getRawPath().matches("/?"))
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null;
        if (uri.getHost() == null || isMore) {
            throw notAnAddress(address);
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "the address names no user: leave out what is before the @; UserName is the account there");
        }
        Map<String, Object> settings = new HashMap<>();
        settings.put(SlurmSshResource.HOST.name(), uri.getHost().replaceAll("^\\[|\\]$", ""));
        settings.put(SlurmSshResource.PORT.name(), uri.getPort() < 0 ? SshAddress.USUAL_PORT : uri.getPort());
        return Optional.of(settings);
    }

    private static IllegalArgumentException notAnAddress(String address) {
        return new IllegalArgumentException("the address must be such as slurm+ssh://login.cluster.example or"
                + " slurm+ssh://host:2222, not " + Violation.quoted(address));
    }

    @Override
    public boolean accepts(Session session, ResourceSettings settings) {
        SlurmSshResource resource = SlurmSshResource.of("", settings);
        try {
            return session.serviceUrl().equals(resource.address().uri())
                    && proofs.of(resource, session).isPresent();
        } catch (LocalFileException e) {
            // what is wrong with the key is told by the call that needs it
            return true;
        }
    }

    @Override
    public Optional<Session> standingSession(String user, ResourceSettings settings) {
        SlurmSshResource resource = SlurmSshResource.of("", settings);
        Session session = new Session(user, resource.address().uri(), "");
        return accepts(session, settings) ? Optional.of(session) : Optional.empty();
    }

    @Override
    public Optional<String> endsWithProgram(ResourceSettings settings) {
        return Optional.of(SlurmSshResource.of("", settings).access().whatLasts());
    }

    @Override
    public RemoteJobManager connect(String resource, ResourceSettings settings) {
        return new SlurmSshManager(SlurmSshResource.of(resource, settings), proofs);
    }
}
