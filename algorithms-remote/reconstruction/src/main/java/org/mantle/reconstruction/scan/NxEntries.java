package org.mantle.reconstruction.scan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mantle.reconstruction.hdf.HdfObject;
import org.mantle.reconstruction.hdf.HdfTree;
import org.mantle.reconstruction.hdf.UnreadableException;

/**
 * Finds the scans of a file: groups NXentry or NXsubentry whose definition says NXtomo, or the group that a Data Exchange file has.
 *
 * <p>One that several names or links lead to is one.
 */
final class NxEntries {

    private static final Set<String> ENTRY_CLASSES = Set.of("NXentry", "NXsubentry");

    private final HdfTree tree;
    private final String fileName;
    private final List<HdfObject> found = new ArrayList<>();
    private final Set<HdfObject> seen = new HashSet<>();
    private final List<String> leadNowhere = new ArrayList<>();

    private NxEntries(HdfTree tree, String fileName) {
        this.tree = tree;
        this.fileName = fileName;
    }

    /** Returns the file's only NXtomo entry or, where there is none, its Data Exchange group. */
    static HdfObject findOnly(HdfTree tree, String fileName) throws ScanException {
        return new NxEntries(tree, fileName).only();
    }

    /** Returns an entry that the user named. */
    static HdfObject check(HdfTree tree, String fileName, String path) throws ScanException, UnreadableException {
        HdfObject entry = tree.find(tree.root(), "/" + path)
                .orElseThrow(() -> new ScanException("there is no entry " + path + " in " + fileName));
        if (!isNxTomo(tree, entry) && !DataExchange.isIn(tree, entry)) {
            throw new ScanException(path + " is not an NXtomo entry: its definition does not say NXtomo");
        }
        return entry;
    }

    private HdfObject only() throws ScanException {
        collect(tree.root());
        if (found.size() > 1) {
            throw new ScanException("there are several NXtomo entries: choose one of "
                    + found.stream().map(HdfObject::path).collect(Collectors.joining(", ")) + " with --entry");
        }
        Optional<HdfObject> scan = found.stream().findFirst().or(this::dataExchange);
        return scan.orElseThrow(() -> new ScanException("there is no NXtomo entry in " + fileName
                + " (an NXentry or NXsubentry whose definition is NXtomo) and no Data Exchange group (/exchange)"
                + (leadNowhere.isEmpty() ? "" : ", but a link that cannot be followed: " + leadNowhere.get(0))
                + "; this program reads scans of these two kinds"));
    }

    private Optional<HdfObject> dataExchange() {
        return child(tree.root(), DataExchange.GROUP).filter(group -> DataExchange.isIn(tree, group));
    }

    private void collect(HdfObject group) {
        for (String name : group.names()) {
            Optional<HdfObject> child = child(group, name);
            if (child.isPresent() && isEntry(child.get()) && seen.add(child.get())) {
                if (isNxTomo(tree, child.get())) {
                    found.add(child.get());
                }
                collect(child.get());
            }
        }
    }

    private Optional<HdfObject> child(HdfObject group, String name) {
        try {
            return tree.find(group, name);
        } catch (UnreadableException e) {
            leadNowhere.add(e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean isEntry(HdfObject object) {
        return !object.isDataset()
                && object.attribute("NX_class").filter(ENTRY_CLASSES::contains).isPresent();
    }

    private static boolean isNxTomo(HdfTree tree, HdfObject entry) {
        try {
            return tree.find(entry, "definition")
                    .flatMap(HdfObject::text)
                    .filter("NXtomo"::equalsIgnoreCase)
                    .isPresent();
        } catch (UnreadableException e) {
            return false;
        }
    }
}
