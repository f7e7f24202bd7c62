package org.mantle.python.plugin;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.mantle.commons.file.FileReplacement;
import org.mantle.commons.file.OwnerOnly;
import org.mantle.commons.json.JsonForm;
import org.mantle.commons.json.StrictJson;

/**
 * What plugins have declared, in a file for each that its owner alone can read: a host that finds it there starts no Python. What is
 * damaged, or of another state of the plugin, does not count. Safe from many threads and processes.
 */
public final class DeclarationCache {

    private static final String SUFFIX = ".json";
    private static final String CONTENT = "content";

    private final Path folder;

    /**
     * Makes a cache.
     *
     * @param folder where the files are; it is made when there is something to keep
     */
    public DeclarationCache(Path folder) {
        this.folder = folder;
    }

    /**
     * Returns what is kept of a plugin.
     *
     * @param stamp the state of the plugin
     */
    public Optional<JsonObject> find(Path plugin, String stamp) {
        Path file = file(plugin);
        try {
            OwnerOnly.checkState(file);
            if (StrictJson.parse(Files.readString(file)) instanceof JsonObject kept
                    && kept.get(CONTENT) instanceof JsonObject content
                    && kept.equals(kept(plugin, stamp, content))) {
                return Optional.of(content);
            }
        } catch (IOException | JsonParseException e) {
            // not there, or not what was written: it is made anew
            log().log(System.Logger.Level.DEBUG, () -> file + " is not used: " + e);
        }
        return Optional.empty();
    }

    private static JsonObject kept(Path plugin, String stamp, JsonObject content) {
        JsonObject kept = new JsonObject();
        kept.addProperty("plugin", plugin.toString());
        kept.addProperty("stamp", stamp);
        kept.addProperty("digest", digest(JsonForm.LINE.text(content)));
        kept.add(CONTENT, content);
        return kept;
    }

    /** Keeps something of a plugin; does without where it cannot. */
    public void keep(Path plugin, String stamp, JsonObject content) {
        JsonObject kept = kept(plugin, stamp, content);
        Path file = file(plugin);
        try {
            OwnerOnly.createFolder(folder);
            FileReplacement.ofPrivateState(file).write(JsonForm.LINE.text(kept));
            dropThoseOfGonePlugins();
        } catch (IOException e) {
            log().log(System.Logger.Level.DEBUG, () -> file + " is not written: " + e);
        }
    }

    private void dropThoseOfGonePlugins() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                if (StrictJson.parse(Files.readString(file)) instanceof JsonObject kept
                        && kept.has("plugin")
                        && !Files.exists(Path.of(kept.get("plugin").getAsString()))) {
                    Files.delete(file);
                }
            }
        } catch (JsonParseException e) {
            log().log(System.Logger.Level.DEBUG, "a file in " + folder + " is none of ours", e);
        }
    }

    private Path file(Path plugin) {
        return folder.resolve(digest(plugin.toString()).substring(0, 32) + SUFFIX);
    }

    private static String digest(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    // asked for where something is said: to find the logger costs a start more than all else here
    private static System.Logger log() {
        return System.getLogger(DeclarationCache.class.getName());
    }
}
