package org.mantle.web;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.file.FileReplacement;
import org.mantle.commons.file.OwnerOnly;
import org.mantle.commons.json.JsonForm;
import org.mantle.web.server.AccessToken;

/**
 * The files that an explorer leaves while it runs, for the eyes of their owner alone: where it is, for other programs of the same user, and
 * a page that leads a browser there, since the arguments of programs are for everybody to see.
 *
 * @param folder where they are
 * @param place what the first says; by it an explorer knows its own
 */
record ExplorerFiles(Path folder, String place) {

    private static final System.Logger LOG = System.getLogger(ExplorerFiles.class.getName());

    /** Returns the address with a token in it. */
    static String address(String root, AccessToken token) {
        return root + "/?token=" + token.text();
    }

    /**
     * Writes the files; those of an explorer that was started before are replaced.
     *
     * @throws IOException if they cannot be written
     */
    static ExplorerFiles write(Path folder, String root, @Nullable AccessToken token) throws IOException {
        OwnerOnly.createFolder(folder);
        String address = token == null ? root + "/" : address(root, token);
        JsonObject json = new JsonObject();
        json.addProperty("address", root + "/");
        json.addProperty("token", token == null ? null : token.text());
        json.addProperty("ogc", root + "/ogc/");
        json.addProperty("process", ProcessHandle.current().pid());
        ExplorerFiles files = new ExplorerFiles(folder, JsonForm.PRETTY.text(json) + "\n");
        FileReplacement.ofPrivateState(files.json()).write(files.place);
        FileReplacement.ofPrivateState(files.page())
                .write("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Mantle</title>\n"
                        + "<meta name=\"referrer\" content=\"no-referrer\">\n"
                        + "<meta http-equiv=\"refresh\" content=\"0; url=" + address + "\">\n</head>\n"
                        + "<body><p><a href=\"" + address + "\">Go on to Mantle</a></p></body>\n</html>\n");
        return files;
    }

    private Path json() {
        return folder.resolve("explorer.json");
    }

    Path page() {
        return folder.resolve("explorer.html");
    }

    /** Takes the files away, unless an explorer that was started later has replaced them. */
    void delete() {
        try {
            if (Files.exists(json()) && Files.readString(json()).equals(place)) {
                Files.deleteIfExists(json());
                Files.deleteIfExists(page());
            }
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the files that tell of the explorer could not be taken away from " + folder,
                    e);
        }
    }
}
