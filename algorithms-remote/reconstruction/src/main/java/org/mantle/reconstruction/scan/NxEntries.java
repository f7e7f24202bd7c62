package org.mantle.reconstruction.scan;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfBrokenLinkException;
import io.jhdf.exceptions.HdfInvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the NXtomo entries of a NeXus file: NXentry or NXsubentry groups whose definition says NXtomo. */
final class NxEntries {

    private static final Set<String> ENTRY_CLASSES = Set.of("NXentry", "NXsubentry");

    private NxEntries() {}

    /** Returns the path of the file's only NXtomo entry. */
    static String findOnly(HdfFile file) throws ScanException {
        List<String> found = new ArrayList<>();
        collect(file, found);
        if (found.isEmpty()) {
            throw new ScanException(
                    "there is no NXtomo entry in " + file.getFileAsPath().getFileName()
                            + " (an NXentry or NXsubentry whose definition is NXtomo); this program reads NeXus NXtomo files only");
        }
        if (found.size() > 1) {
            throw new ScanException(
                    "there are several NXtomo entries: choose one of " + String.join(", ", found) + " with --entry");
        }
        return found.get(0);
    }

    /** Returns the path, without a slash at its end, of an entry that the user named. */
    static String check(HdfFile file, String path) throws ScanException {
        String clean = "/" + path.replaceAll("^/+|/+$", "");
        try {
            if (file.getByPath(clean) instanceof Group group && isNxTomo(group)) {
                return clean;
            }
        } catch (HdfInvalidPathException | HdfBrokenLinkException e) {
            throw new ScanException(
                    "there is no entry " + path + " in " + file.getFileAsPath().getFileName(), e);
        }
        throw new ScanException(path + " is not an NXtomo entry: its definition does not say NXtomo");
    }

    /** Returns the text of a dataset that holds one string, as a scalar or as an array of one. */
    static Optional<String> text(Dataset dataset) {
        return single(dataset.getData()) instanceof String text ? Optional.of(text.strip()) : Optional.empty();
    }

    /** Returns the one value of an array of one, and any other value as it is. */
    static Object single(Object value) {
        return value instanceof Object[] array && array.length == 1 ? array[0] : value;
    }

    private static void collect(Group group, List<String> found) {
        for (Node child : group.getChildren().values()) {
            // Entries are never links; following one could lead in circles or to a file that is not there.
            if (!child.isLink() && child instanceof Group entry && ENTRY_CLASSES.contains(nxClass(entry))) {
                if (isNxTomo(entry)) {
                    found.add(entry.getPath().replaceAll("/+$", ""));
                }
                collect(entry, found);
            }
        }
    }

    private static boolean isNxTomo(Group entry) {
        Node definition = entry.getChildren().get("definition");
        return definition instanceof Dataset dataset
                && text(dataset).filter("NXtomo"::equalsIgnoreCase).isPresent();
    }

    private static String nxClass(Group group) {
        Attribute attribute = group.getAttribute("NX_class");
        if (attribute == null) {
            return "";
        }
        return String.valueOf(single(attribute.getData()));
    }
}
