package org.mantle.gateway.watch;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.mantle.commons.file.OwnerOnly;
import org.mantle.commons.json.JsonForm;
import org.mantle.gateway.http.CallObserver;
import org.mantle.gateway.http.EndedCall;

/**
 * A file with a line of JSON for each call that has ended: who, from where, what, about what, and whether it was done. It holds no
 * secret, and only its owner can read it.
 *
 * <p>The file is opened for each line, so that it can be moved away at any time; the next line makes it anew. A line that cannot be
 * written is in the log instead.
 */
public final class AuditLog implements CallObserver {

    private static final System.Logger LOG = System.getLogger(AuditLog.class.getName());

    private final Path file;
    private final Clock clock;

    /**
     * Opens the file, which is made if missing.
     *
     * @throws IOException if it cannot be made or is no file of its owner alone
     */
    public AuditLog(Path file, Clock clock) throws IOException {
        this.file = file;
        this.clock = clock;
        try {
            OwnerOnly.createState(file);
        } catch (IOException e) {
            throw new IOException("the audit log " + file + " cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public void ended(EndedCall call) {
        JsonObject line = new JsonObject();
        line.addProperty("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        line.addProperty("request", call.request());
        line.addProperty("user", call.user());
        line.addProperty("address", call.address());
        line.addProperty("operation", call.operation());
        line.addProperty("target", call.target());
        if (!call.job().isEmpty()) {
            line.addProperty("job", call.job());
        }
        if (!call.files().isEmpty()) {
            JsonArray files = new JsonArray();
            call.files().forEach(files::add);
            line.add("files", files);
        }
        line.addProperty("status", call.status());
        line.addProperty("done", call.refusal().isEmpty() && call.status() < 400 && call.whole());
        call.refusal().ifPresent(why -> line.addProperty("refusal", why));
        line.addProperty("received", call.received());
        line.addProperty("sent", call.sent());
        line.addProperty("millis", call.duration().toMillis());
        append(JsonForm.COMPACT.text(line) + "\n");
    }

    private synchronized void append(String line) {
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE),
                OwnerOnly.ofFile(file))) {
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "the audit log cannot be written, so this is here: " + line.strip(), e);
        }
    }
}
