package org.mantle.reconstruction.scan;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfBrokenLinkException;
import io.jhdf.exceptions.HdfInvalidPathException;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An NXtomo entry of a NeXus file: gives its datasets by name, and tells what is wrong with the file in words for users. */
final class NxEntry implements AutoCloseable {

    private final Path file;
    private final HdfFile hdf;
    private final String path;

    private NxEntry(Path file, HdfFile hdf, String path) {
        this.file = file;
        this.hdf = hdf;
        this.path = path;
    }

    /**
     * Opens a file.
     *
     * @param entry the path of the NXtomo entry, or null to find the only one
     * @throws ScanException if the file cannot be read, or has no such entry
     */
    static NxEntry open(Path file, @Nullable String entry) throws ScanException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new ScanException(
                    Files.exists(file)
                            ? "cannot read " + file.getFileName() + ": it is not a readable file"
                            : "there is no file " + file.getFileName() + " where it was looked for: check its path");
        }
        HdfFile hdf = foreign(file, () -> new HdfFile(file));
        try {
            return foreign(
                    file,
                    () -> new NxEntry(
                            file, hdf, entry == null ? NxEntries.findOnly(hdf) : NxEntries.check(hdf, entry)));
        } catch (ScanException e) {
            hdf.close();
            throw e;
        }
    }

    /** Returns where in the file it is. */
    String path() {
        return path;
    }

    /** Returns a dataset that must be there. */
    Dataset dataset(String name) throws ScanException {
        String where = path + "/" + name;
        try {
            Node node = hdf.getByPath(where);
            if (node instanceof Dataset dataset) {
                return dataset;
            }
            throw new ScanException(where + " is not a dataset");
        } catch (HdfBrokenLinkException e) {
            throw new ScanException(
                    where + " is a link to something that is not there (" + e.getMessage()
                            + "); bring the file with the images to that place, or give a scan that holds its images itself",
                    e);
        } catch (HdfInvalidPathException e) {
            throw new ScanException(path + " has no " + name + ", so it is not a complete NXtomo scan", e);
        }
    }

    /** Returns a dataset that need not be there. */
    Optional<Dataset> optional(String name) {
        try {
            return hdf.getByPath(path + "/" + name) instanceof Dataset dataset
                    ? Optional.of(dataset)
                    : Optional.empty();
        } catch (HdfBrokenLinkException | HdfInvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Returns a text that need not be there. */
    Optional<String> text(String name) throws ScanException {
        return foreign(() -> optional(name).flatMap(NxEntries::text));
    }

    /** Returns the numbers of a dataset that must be there. */
    double[] numbers(String name) throws ScanException {
        Dataset dataset = dataset(name);
        if (!holdsNumbers(dataset)) {
            throw new ScanException(dataset.getPath() + " does not hold numbers");
        }
        return HdfArrays.toDoubles(dataset.getDataFlat());
    }

    /** Returns whether a dataset is one of numbers, whatever their type. */
    static boolean holdsNumbers(Dataset dataset) {
        Class<?> boxed = MethodType.methodType(dataset.getJavaType()).wrap().returnType();
        return Number.class.isAssignableFrom(boxed);
    }

    /** Returns the units of a dataset in small letters; empty when it has none. */
    static String units(Dataset dataset) {
        Attribute units = dataset.getAttribute("units");
        if (units == null) {
            return "";
        }
        return String.valueOf(NxEntries.single(units.getData())).strip().toLowerCase(Locale.ROOT);
    }

    /** Something that jhdf does for us. */
    @FunctionalInterface
    interface Step<T> {
        T take() throws ScanException;
    }

    /** Runs code of jhdf that reads this entry. */
    <T> T foreign(Step<T> step) throws ScanException {
        return foreign(file, step);
    }

    /** Runs code of jhdf, which reports damage by runtime exceptions of many kinds, its own and the JDK's. */
    private static <T> T foreign(Path file, Step<T> step) throws ScanException {
        try {
            return step.take();
        } catch (RuntimeException e) {
            String reason = reason(e);
            throw new ScanException(
                    "cannot read " + file.getFileName()
                            + (reason.contains("signature")
                                    ? ": it is not an HDF5 file"
                                    : ": it is damaged or cut short (" + reason + "); transfer it again"),
                    e);
        }
    }

    private static String reason(RuntimeException e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    @Override
    public void close() {
        hdf.close();
    }
}
