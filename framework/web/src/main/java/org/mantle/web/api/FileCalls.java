package org.mantle.web.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.mantle.commons.file.FileReplacement;
import org.mantle.commons.file.PendingFile;
import org.mantle.framework.describe.ProblemText;
import org.mantle.web.http.Routes;
import org.mantle.web.http.WebProblem;
import org.mantle.web.http.WebReply;
import org.mantle.web.http.WebRequest;
import org.mantle.web.panel.HostFolders;

/** Lists, finds, sends and takes files of the allowed folders. */
final class FileCalls {

    private static final int MOST_ENTRIES = 10_000;
    private static final int COPY = 256 * 1024;

    private static final Map<String, String> PICTURES = Map.of(
            "png", "image/png",
            "jpg", "image/jpeg",
            "jpeg", "image/jpeg",
            "gif", "image/gif",
            "webp", "image/webp",
            "tif", "image/tiff",
            "tiff", "image/tiff");

    private final HostFolders folders;

    private record Entry(Path path, boolean isFolder, long size, String modified) {}

    FileCalls(HostFolders folders) {
        this.folders = folders;
    }

    void addTo(Routes routes) {
        routes.get("/api/folders", request -> WebReply.json(roots()));
        routes.get("/api/folder", this::list);
        routes.get("/api/files", this::find);
        routes.get("/api/file", this::send);
        routes.put("/api/file", this::take);
    }

    static boolean isPicture(Path file) {
        return PICTURES.containsKey(ending(file));
    }

    private static String ending(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private JsonArray roots() {
        JsonArray roots = new JsonArray();
        folders.roots().forEach(root -> roots.add(root.toString()));
        return roots;
    }

    private static String path(WebRequest request) {
        return request.query("path").orElseThrow(() -> WebProblem.of(400, "give the \"path\" in the query"));
    }

    private WebReply list(WebRequest request) {
        Path folder = folders.existing(path(request));
        if (!Files.isDirectory(folder)) {
            throw WebProblem.of(400, "\"" + folder + "\" is a file and no folder");
        }
        JsonObject json = new JsonObject();
        json.addProperty("path", folder.toString());
        Path parent = folder.getParent();
        boolean isRoot = folders.roots().contains(folder);
        json.addProperty("parent", isRoot || parent == null ? null : parent.toString());
        json.addProperty("writable", folders.isWritable(folder));
        List<Entry> entries = entries(folder, path -> true);
        json.add("entries", toJson(entries));
        json.addProperty("cut", entries.size() == MOST_ENTRIES);
        return WebReply.json(json);
    }

    private static JsonElement toJson(List<Entry> entries) {
        JsonArray list = new JsonArray();
        for (Entry entry : entries) {
            JsonObject json = new JsonObject();
            json.addProperty("name", String.valueOf(entry.path().getFileName()));
            json.addProperty("path", entry.path().toString());
            json.addProperty("folder", entry.isFolder());
            json.addProperty("size", entry.size());
            json.addProperty("modified", entry.modified());
            list.add(json);
        }
        return list;
    }

    private static List<Entry> entries(Path folder, PathMatcher fits) {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder)) {
            for (Path path : paths) {
                if (entries.size() < MOST_ENTRIES && fits.matches(path.getFileName()) && Files.exists(path)) {
                    BasicFileAttributes facts = Files.readAttributes(path, BasicFileAttributes.class);
                    entries.add(new Entry(
                            path,
                            facts.isDirectory(),
                            facts.size(),
                            facts.lastModifiedTime().toInstant().toString()));
                }
            }
        } catch (IOException e) {
            throw WebProblem.of(403, "\"" + folder + "\" cannot be read: " + ProblemText.message(e));
        }
        entries.sort(Comparator.comparing((Entry entry) -> !entry.isFolder())
                .thenComparing(entry -> entry.path().toString(), String.CASE_INSENSITIVE_ORDER));
        return entries;
    }

    /** Returns the files of a folder whose names fit a pattern, such as {@code /data/scan_*.nxs}. */
    private WebReply find(WebRequest request) {
        String pattern = request.query("pattern").orElse("");
        int slash = pattern.lastIndexOf('/');
        if (slash < 0) {
            throw WebProblem.of(400, "\"" + pattern + "\" names no folder; give a pattern such as /data/scan_*.nxs");
        }
        Path folder = folders.existing(slash == 0 ? "/" : pattern.substring(0, slash));
        try {
            PathMatcher fits = folder.getFileSystem().getPathMatcher("glob:" + pattern.substring(slash + 1));
            return WebReply.json(toJson(entries(folder, fits).stream()
                    .filter(entry -> !entry.isFolder())
                    .toList()));
        } catch (PatternSyntaxException e) {
            throw WebProblem.of(400, "\"" + pattern + "\" is no pattern: " + e.getDescription());
        }
    }

    private WebReply send(WebRequest request) throws IOException {
        Path file = folders.existing(path(request));
        if (!Files.isRegularFile(file)) {
            throw WebProblem.of(400, "\"" + file + "\" is no file");
        }
        long size = Files.size(file);
        Optional<ByteRange> part = request.header("Range").flatMap(range -> ByteRange.of(range, size));
        InputStream content;
        try {
            content = Files.newInputStream(file);
            // the channel below moves, and nothing is read for it
            content.skipNBytes(part.map(ByteRange::first).orElse(0L));
        } catch (IOException e) {
            throw WebProblem.of(403, "\"" + file + "\" cannot be read: " + ProblemText.message(e));
        }
        // whatever else it is, it is no page of this server's
        String type = PICTURES.getOrDefault(ending(file), "application/octet-stream");
        String how = PICTURES.containsKey(ending(file)) ? "inline" : "attachment";
        WebReply reply =
                WebReply.stream(type, content, part.map(ByteRange::length).orElse(size));
        if (part.isPresent()) {
            reply = reply.status(206).with("Content-Range", part.get().inFile(size));
        }
        return reply.with("Accept-Ranges", "bytes")
                .with("Content-Disposition", how + "; filename*=UTF-8''" + encoded(String.valueOf(file.getFileName())));
    }

    private static String encoded(String name) {
        return java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    /** Takes a file whole, or leaves things as they were. */
    private WebReply take(WebRequest request) throws IOException {
        Path file = folders.created(path(request));
        boolean replaces = request.query("replace").orElse("").equals("true");
        if (Files.exists(file) && !replaces) {
            throw exists(file);
        }
        try (InputStream content = request.body(Long.MAX_VALUE);
                PendingFile pending = FileReplacement.ofUser(file).begin()) {
            byte[] buffer = new byte[COPY];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                pending.out().write(buffer, 0, read);
            }
            if (replaces) {
                pending.commit();
            } else {
                pending.commitNew();
            }
        } catch (FileAlreadyExistsException e) {
            throw exists(file);
        }
        JsonObject json = new JsonObject();
        json.addProperty("path", file.toString());
        return WebReply.json(json).status(201);
    }

    private static WebProblem exists(Path file) {
        return WebProblem.of(409, "there is a file \"" + file + "\" already; replace it, or choose another name");
    }
}
