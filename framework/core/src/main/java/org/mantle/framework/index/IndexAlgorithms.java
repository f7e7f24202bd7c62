package org.mantle.framework.index;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.file.FileReplacement;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.internal.compiled.CompiledAlgorithm;
import org.mantle.framework.internal.declare.AlgorithmMethodOrigin;
import org.mantle.framework.internal.declare.Contradictions;
import org.mantle.framework.internal.declare.DefaultCheck;
import org.mantle.framework.internal.declare.IndexFormat;
import org.mantle.framework.internal.declare.IndexWriter;
import org.mantle.framework.internal.registry.ProviderReader;
import org.mantle.framework.internal.registry.RegistryPlugin;
import org.mantle.framework.internal.registry.RegistrySnapshot;
import org.mantle.framework.internal.text.AuthorCode;
import org.mantle.framework.internal.text.CodeLocation;
import org.mantle.framework.internal.text.FailureMessage;
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
 *
 * @since 0.1.0
 */
public final class IndexAlgorithms {

    private final Path folder;
    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();
    private final Path indexes;
    private final List<RegistryFault> faults = new ArrayList<>();

    private IndexAlgorithms(Path folder) {
        this.folder = folder;
        this.indexes = folder.resolve(IndexFormat.FOLDER);
    }

    /**
     * Writes the index as a program. What is wrong is told on standard error, a line for each fault, and ends the process with the
     * exit code 1.
     *
     * @param arguments the folder of compiled classes, such as {@code target/classes}
     */
    public static void main(String[] arguments) {
        try {
            write(arguments);
        } catch (IllegalArgumentException | IOException e) {
            System.err.println(FailureMessage.of(e));
            System.exit(1);
        }
    }

    /**
     * Writes the index of each provider that a folder names in {@code META-INF/services}. Where there is no such file, it writes
     * that too, with the providers among the classes; and where there is none of these, it makes one for each package with
     * algorithms. The classes and what they need are found by the context class loader of the thread.
     *
     * <p>What it throws has no stack trace, since a build shows that to authors, who need the faults alone.
     *
     * @param arguments the folder of compiled classes, such as {@code target/classes}
     * @throws InvalidDeclarationException if anything is wrong with the providers or their algorithms, a line for each fault; no
     *     index is left then
     * @throws IllegalArgumentException if there is not one argument, or it is no folder
     * @throws IOException if the folder cannot be read or written
     */
    public static void write(String... arguments) throws IOException {
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
        ProviderFile file = new ProviderFile(folder, loader, (source, message) -> fault(source, message, null));
        for (String name : file.names()) {
            @Nullable AlgorithmProvider provider = provider(name);
            if (provider != null) {
                plugins.put(name, ProviderReader.readDeclarations(provider));
            }
        }
        for (RegistryPlugin plugin : plugins.values()) {
            faults.addAll(plugin.faults());
            faults.addAll(plugin.faultsOfProperties(
                    property -> DefaultCheck.fault(property).or(() -> Contradictions.faultOfList(property))));
        }
        faults.addAll(new RegistrySnapshot(List.copyOf(plugins.values())).faults());
        if (faults.isEmpty()) {
            Set<String> handedOver = new HashSet<>();
            for (RegistryPlugin plugin : plugins.values()) {
                plugin.algorithms()
                        .forEach(algorithm -> handedOver.add(algorithm.origin().name()));
            }
            file.checkAllAreHandedOver(handedOver);
        }
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

    /** Makes a provider of this folder. */
    private @Nullable AlgorithmProvider provider(String name) {
        try {
            Class<?> type = Class.forName(name, false, loader);
            if (!isHere(type)) {
                fault(name, "it is found" + CodeLocation.of(type) + " and not in " + folder, null);
                return null;
            }
            return type.asSubclass(AlgorithmProvider.class).getConstructor().newInstance();
        } catch (Throwable e) {
            // foreign code: a provider may throw anything, also from a static initialiser
            fault(name, "the provider cannot be made: " + words(name, e), e);
            return null;
        }
    }

    private String words(String name, Throwable thrown) {
        Throwable meant =
                thrown instanceof InvocationTargetException && thrown.getCause() != null ? thrown.getCause() : thrown;
        try {
            return AuthorCode.words(meant, Class.forName(name, false, loader));
        } catch (ClassNotFoundException | LinkageError e) {
            return FailureMessage.withKind(meant);
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
        IndexWriter writer = new IndexWriter(providerName);
        for (String typeName : classes(providerName, plugin)) {
            Path file = folder.resolve(typeName.replace('.', '/') + ".class");
            // the algorithm of a library is no part of this jar
            if (Files.isRegularFile(file)) {
                byte[] code = Files.readAllBytes(file);
                writer.addClass(typeName, IndexFormat.checksum(code, code.length));
            }
        }
        plugin.algorithms().forEach(writer::add);
        Files.createDirectories(indexes);
        FileReplacement.ofOthers(indexes.resolve(providerName + IndexFormat.SUFFIX))
                .write(writer.toBytes());
    }

    /** Returns the names of the classes that say what the index repeats. */
    private static Set<String> classes(String providerName, RegistryPlugin plugin) {
        Set<String> names = new LinkedHashSet<>();
        names.add(providerName);
        for (CompiledAlgorithm algorithm : plugin.algorithms()) {
            names.add(AlgorithmMethodOrigin.typeName(algorithm.origin().name()));
        }
        return names;
    }
}
