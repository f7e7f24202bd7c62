package org.mantle.reconstruction.scan;

import io.jhdf.exceptions.UnsupportedHdfException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.reconstruction.hdf.HdfObject;
import org.mantle.reconstruction.hdf.HdfTree;
import org.mantle.reconstruction.hdf.NumberArray;
import org.mantle.reconstruction.hdf.UnreadableException;

/** The group of a file that holds a scan: gives its datasets by name, and tells what is wrong with the file in words for users. */
final class NxEntry implements AutoCloseable {

    private final Path file;
    private final HdfTree tree;
    private final HdfObject group;

    private NxEntry(Path file, HdfTree tree, HdfObject group) {
        this.file = file;
        this.tree = tree;
        this.group = group;
    }

    /**
     * Opens a file.
     *
     * @param entry the path of the NXtomo entry, or null to find the only one
     * @throws ScanException if the file cannot be read, or has no such entry
     */
    static NxEntry open(Path file, @Nullable String entry) throws ScanException {
        String name = String.valueOf(file.getFileName());
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new ScanException(
                    Files.exists(file)
                            ? "cannot read " + name + ": it is not a readable file"
                            : "there is no file " + name + " where it was looked for: check its path");
        }
        HdfTree tree = foreign(name, () -> HdfTree.open(file));
        try {
            HdfObject group = foreign(
                    name, () -> entry == null ? NxEntries.findOnly(tree, name) : NxEntries.check(tree, name, entry));
            return new NxEntry(file, tree, group);
        } catch (ScanException e) {
            tree.close();
            throw e;
        }
    }

    /** Returns where in the file it is. */
    String path() {
        return group.path();
    }

    /** Returns whether it is the group of a Data Exchange file. */
    boolean isDataExchange() throws ScanException {
        return foreign(() -> DataExchange.isIn(tree, group));
    }

    /** Returns the numbers of a dataset that must be there. */
    NumberArray numbers(String name) throws ScanException {
        return foreign(() -> {
            HdfObject object = tree.find(group, name)
                    .orElseThrow(
                            () -> new ScanException(path() + " has no " + name + ", so it is not a complete scan"));
            if (!object.isDataset()) {
                throw new ScanException(path() + "/" + name + " is not a dataset");
            }
            return object.numbers();
        });
    }

    /** Returns all numbers of a dataset that must be there, and written from its first element to its last. */
    double[] all(String name) throws ScanException {
        NumberArray numbers = numbers(name);
        int missing = numbers.unwritten().nextSetBit(0);
        if (missing >= 0) {
            // The value that the file fills in would be taken for one that was measured.
            throw new ScanException(numbers.path() + " was never written, or only in part (element " + missing
                    + " is missing): the scan was broken off, or copied while it ran; give it as it was after the"
                    + " measurement, or write the missing values into it");
        }
        return foreign(numbers::all);
    }

    /** Returns whether there is something of this name; a link that leads nowhere is an error, as what it stands for is lacking. */
    boolean has(String name) throws ScanException {
        return foreign(() -> tree.find(group, name).isPresent());
    }

    /** Returns a text that need not be there. */
    Optional<String> text(String name) throws ScanException {
        return foreign(() -> optional(name).flatMap(HdfObject::text));
    }

    /** Returns the first number of a dataset that need not be there; empty too where it holds no numbers, or was never written. */
    Optional<Double> number(String name) throws ScanException {
        return foreign(() -> {
            try {
                Optional<HdfObject> object = optional(name);
                if (object.isEmpty()) {
                    return Optional.empty();
                }
                NumberArray numbers = object.get().numbers();
                double[] all = numbers.unwritten().isEmpty() ? numbers.all() : new double[0];
                return all.length == 0 ? Optional.empty() : Optional.of(all[0]);
            } catch (UnreadableException e) {
                return Optional.empty();
            }
        });
    }

    /** Returns the units of a dataset in small letters; empty when it has none. */
    String units(String name) throws ScanException {
        return attribute(name, "units").toLowerCase(Locale.ROOT);
    }

    /** Returns an attribute of a dataset; empty when it has none. */
    String attribute(String name, String attribute) throws ScanException {
        return foreign(() -> optional(name).flatMap(object -> object.attribute(attribute)))
                .orElse("");
    }

    private Optional<HdfObject> optional(String name) {
        try {
            return tree.find(group, name).filter(HdfObject::isDataset);
        } catch (UnreadableException e) {
            // a link that leads nowhere, which is no reason to refuse what describes the scan alone
            return Optional.empty();
        }
    }

    /** Something that is read from a file. */
    @FunctionalInterface
    interface Step<T> {
        T take() throws ScanException, UnreadableException;
    }

    /** Runs code that reads this entry. */
    <T> T foreign(Step<T> step) throws ScanException {
        return foreign(file.getFileName() + (tree.hasLinkedFiles() ? " or a file that it links to" : ""), step);
    }

    /** Runs code that reads a file. Damage is told by runtime exceptions of many kinds, jhdf's and the JDK's. */
    private static <T> T foreign(String name, Step<T> step) throws ScanException {
        try {
            return step.take();
        } catch (UnreadableException e) {
            throw new ScanException(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            if (isUnsupported(e)) {
                throw new ScanException(
                        "cannot read " + name + ": it uses what this program does not read (" + reason(e)
                                + "); write the file anew with \"h5repack -f GZIP=4 OLD NEW\", and give the new one",
                        e);
            }
            String reason = reason(e);
            throw new ScanException(
                    "cannot read " + name
                            + (reason.contains("signature")
                                    ? ": it is not an HDF5 file"
                                    : ": it is damaged or cut short (" + reason + "); transfer it again"),
                    e);
        }
    }

    private static boolean isUnsupported(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnsupportedHdfException) {
                return true;
            }
        }
        return false;
    }

    private static String reason(RuntimeException e) {
        String message = e.getMessage();
        return message == null
                ? "its parts do not fit together"
                : message.lines().findFirst().orElse("");
    }

    @Override
    public void close() {
        tree.close();
    }
}
