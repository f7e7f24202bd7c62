package org.mantle.framework.index;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.file.FileReplacement;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.internal.declare.DefaultCheck;
import org.mantle.framework.internal.declare.IndexFormat;
import org.mantle.framework.internal.declare.IndexWriter;
import org.mantle.framework.internal.registry.ProviderNames;
import org.mantle.framework.internal.registry.ProviderReader;
import org.mantle.framework.internal.registry.RegistryPlugin;
import org.mantle.framework.internal.registry.RegistrySnapshot;
import org.mantle.framework.internal.text.CodeLocation;
import org.mantle.framework.internal.text.FailureMessage;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.InvalidDeclarationException;
import org.mantle.framework.run.RegistryFault;

/**
 * Writes the index of the algorithms in a folder of compiled classes, as a step of their build.
 *
 * <p>The declarations are run, and what is wrong with them fails the build, all of it together. A host reads the index and
 * lists the algorithms without loading their classes. The same classes always give the same bytes.
 *
 * <p>Run it after compilation, with the classes and what they need on the class path; {@code docs/plugins.md} has the lines for
 * a Maven build.
 */
public final class IndexAlgorithms {

    private final Path folder;
    private final Path indexes;
    private final List<RegistryFault> faults = new ArrayList<>();

    private IndexAlgorithms(Path folder) {
        this.folder = folder;
        this.indexes = folder.resolve(IndexFormat.FOLDER);
    }

    /**
     * Writes the index of each provider that a folder names in {@code META-INF/services}.
     *
     * <p>What it throws has no stack trace, since a build shows that to authors, who need the faults alone.
     *
     * @param arguments the folder of compiled classes, such as {@code target/classes}
     * @throws InvalidDeclarationException if anything is wrong with the providers or their algorithms, a line for each fault; no
     *     index is left then
     * @throws IllegalArgumentException if there is not one argument, or it is no folder
     * @throws IOException if the folder cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        try {
            new IndexAlgorithms(folder(arguments)).write();
        } catch (IllegalArgumentException | IOException e) {
            e.setStackTrace(new StackTraceElement[0]);
            throw e;
        }
    }

    private static Path folder(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException(
                    "IndexAlgorithms takes one argument, the folder of compiled classes, not " + arguments.length);
        }
        if (!Files.isDirectory(Path.of(arguments[0]))) {
            throw new IllegalArgumentException("there is no folder " + arguments[0]
                    + "; compile the classes first, and name the folder they are in");
        }
        return Path.of(arguments[0]).toRealPath();
    }

    private void write() throws IOException {
        // an index that stayed behind a failure would be wrong
        deleteIndexes();
        Map<String, RegistryPlugin> plugins = new LinkedHashMap<>();
        for (String name : providerNames()) {
            @Nullable AlgorithmProvider provider = provider(name);
            if (provider != null) {
                plugins.put(name, ProviderReader.readDeclarations(provider));
            }
        }
        for (RegistryPlugin plugin : plugins.values()) {
            faults.addAll(plugin.faults());
            for (AlgorithmDescriptor algorithm : plugin.algorithms()) {
                for (Property<?> property : algorithm.properties()) {
                    DefaultCheck.fault(property)
                            .ifPresent(why -> faults.add(new RegistryFault(
                                    algorithm.source(),
                                    RegistryFault.INVALID_DEFAULT,
                                    algorithm.name(),
                                    why,
                                    Optional.empty())));
                }
            }
        }
        faults.addAll(new RegistrySnapshot(List.copyOf(plugins.values())).faults());
        if (!faults.isEmpty()) {
            throw InvalidDeclarationException.ofBuild(folder, faults);
        }
        for (Map.Entry<String, RegistryPlugin> plugin : plugins.entrySet()) {
            write(plugin.getKey(), plugin.getValue());
        }
    }

    private void fault(String source, String message, @Nullable Throwable cause) {
        faults.add(new RegistryFault(source, RegistryFault.INVALID_PROVIDER, "", message, Optional.ofNullable(cause)));
    }

    private void deleteIndexes() throws IOException {
        if (Files.isDirectory(indexes)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(indexes, "*" + IndexFormat.SUFFIX)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
        }
    }

    private List<String> providerNames() throws IOException {
        Path file = folder.resolve(ProviderNames.FILE);
        List<String> names = Files.isRegularFile(file) ? ProviderNames.of(Files.readString(file)) : List.of();
        if (names.isEmpty()) {
            fault(
                    folder.toString(),
                    "it names no provider in " + ProviderNames.FILE + ", which is needed beside module-info",
                    null);
        }
        return names;
    }

    /** Makes a provider of this folder. */
    private @Nullable AlgorithmProvider provider(String name) {
        try {
            Class<?> type = Class.forName(name, true, Thread.currentThread().getContextClassLoader());
            if (!isHere(type)) {
                fault(name, "it is found" + CodeLocation.of(type) + " and not in " + folder, null);
                return null;
            }
            return type.asSubclass(AlgorithmProvider.class).getConstructor().newInstance();
        } catch (Throwable e) {
            // foreign code: a provider may throw anything, also from a static initialiser
            fault(name, "the provider cannot be made: " + FailureMessage.withKind(e), e);
            return null;
        }
    }

    /** Whether a class was read from this folder, by whatever links. */
    private boolean isHere(Class<?> type) throws IOException, URISyntaxException {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source != null
                && source.getLocation() != null
                && source.getLocation().getProtocol().equals("file")
                && Files.isSameFile(Path.of(source.getLocation().toURI()), folder);
    }

    private void write(String providerName, RegistryPlugin plugin) throws IOException {
        IndexWriter writer = new IndexWriter(providerName, checksum(providerName));
        plugin.algorithms().forEach(writer::add);
        Files.createDirectories(indexes);
        FileReplacement.ofOthers(indexes.resolve(providerName + IndexFormat.SUFFIX))
                .write(writer.toBytes());
    }

    private String checksum(String typeName) throws IOException {
        byte[] code = Files.readAllBytes(folder.resolve(typeName.replace('.', '/') + ".class"));
        return IndexFormat.checksum(code, code.length);
    }
}
