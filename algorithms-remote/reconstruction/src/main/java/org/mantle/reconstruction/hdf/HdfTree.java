package org.mantle.reconstruction.hdf;

import io.jhdf.HdfFile;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The objects of an HDF5 file, reached by path through hard, soft and external links, and the files that these lead to.
 *
 * <p>Damage to a file is told by jhdf's {@code HdfException} or another runtime exception. Not thread-safe.
 */
public final class HdfTree implements AutoCloseable {

    /** So many links on the way to one object lead in circles; HDF5 itself follows 16. */
    private static final int MOST_LINKS = 32;

    private final OpenFile main;
    private final Map<Path, OpenFile> linked = new HashMap<>();

    /** A file that is open. */
    private record OpenFile(Path path, HdfFile hdf, FileBytes bytes) {

        static OpenFile open(Path path) throws UnreadableException {
            HdfFile hdf = new HdfFile(path);
            try {
                FileBytes bytes = new FileBytes(hdf);
                bytes.check(0, bytes.storage().getSuperblock().getEndOfFileAddress() - hdf.getUserBlockSize());
                return new OpenFile(path, hdf, bytes);
            } catch (UnreadableException | HdfException e) {
                hdf.close();
                throw e;
            }
        }

        HdfObject object(long address, String path) {
            return new HdfObject(hdf, bytes, address, path);
        }
    }

    private HdfTree(OpenFile main) {
        this.main = main;
    }

    /** Opens a file. */
    public static HdfTree open(Path path) throws UnreadableException {
        return new HdfTree(OpenFile.open(path));
    }

    /** Returns whether links led to other files. */
    public boolean hasLinkedFiles() {
        return !linked.isEmpty();
    }

    /** Returns the group that all others are in. */
    public HdfObject root() {
        return main.object(main.hdf.getAddress(), "");
    }

    /**
     * Returns the object that a path leads to, if there is one.
     *
     * @param from where the path begins, unless it begins with a slash
     * @throws UnreadableException if a link on the way leads nowhere, or in circles
     */
    public Optional<HdfObject> find(HdfObject from, String path) throws UnreadableException {
        return new Walk().follow(from, path);
    }

    @Override
    public void close() {
        linked.values().forEach(file -> file.hdf.close());
        main.hdf.close();
    }

    /** One way from an object to another. */
    private final class Walk {

        private int links;

        Optional<HdfObject> follow(HdfObject from, String path) throws UnreadableException {
            HdfObject here = path.startsWith("/") ? rootOf(from) : from;
            for (String name : names(path)) {
                Link link = here.links().get(name);
                if (link == null) {
                    return Optional.empty();
                }
                here = target(here, name, link);
            }
            return Optional.of(here);
        }

        private HdfObject target(HdfObject group, String name, Link link) throws UnreadableException {
            String place = group.path() + "/" + name;
            if (link instanceof Link.Hard hard) {
                return group.sibling(hard.address(), place);
            }
            if (++links > MOST_LINKS) {
                throw new UnreadableException(place + " is a link that leads in circles");
            }
            if (link instanceof Link.Soft soft) {
                return follow(group, soft.path())
                        .map(found -> found.at(place))
                        .orElseThrow(() -> broken(place, "\"" + soft.path() + "\""));
            }
            Link.External external = (Link.External) link;
            String words = "\"" + external.path() + "\" in the file \"" + external.file() + "\"";
            OpenFile file = open(place, group, external.file()).orElseThrow(() -> broken(place, words));
            return follow(file.object(file.hdf.getAddress(), ""), external.path())
                    .map(found -> found.at(place))
                    .orElseThrow(() -> broken(place, words));
        }
    }

    private static UnreadableException broken(String place, String target) {
        return new UnreadableException(place + " is a link to something that is not there: " + target
                + "; bring what it leads to to that place, or give a scan that holds its images itself");
    }

    private static List<String> names(String path) {
        return Stream.of(path.split("/"))
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .toList();
    }

    private HdfObject rootOf(HdfObject object) {
        return object.sibling(object.hdf().getAddress(), "");
    }

    /** Opens what an external link names: at that place, or beside the file that has the link. */
    private Optional<OpenFile> open(String link, HdfObject from, String name) throws UnreadableException {
        Path here = from.hdf().getFileAsPath().toAbsolutePath();
        try {
            Path named = Path.of(name);
            Path last = named.getFileName();
            for (Path place :
                    last == null ? List.<Path>of() : List.of(here.resolveSibling(named), here.resolveSibling(last))) {
                if (Files.isRegularFile(place)) {
                    return Optional.of(openOnce(place));
                }
            }
        } catch (InvalidPathException e) {
            // a name that no file of this system can have
        } catch (HdfException e) {
            // Its own message may name folders, which mean nothing to who reads this.
            throw new UnreadableException(link + " is a link into the file \"" + name
                    + "\", which cannot be read as HDF5; bring it there again");
        }
        return Optional.empty();
    }

    private OpenFile openOnce(Path place) throws UnreadableException {
        Path real = realPath(place);
        if (real.equals(realPath(main.path))) {
            return main;
        }
        OpenFile file = linked.get(real);
        if (file == null) {
            file = OpenFile.open(real);
            linked.put(real, file);
        }
        return file;
    }

    static Path realPath(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }
}
