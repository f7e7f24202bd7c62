package org.mantle.framework.internal.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.algorithm.AlgorithmSource;
import org.mantle.framework.algorithm.PluginReader;
import org.mantle.framework.internal.text.FailureMessage;

/** Plugins that a reader of the host reads. */
record ReadPlugins(PluginReader reader) implements PluginFormat {

    @Override
    public List<Path> files(Path path) throws IOException {
        @Nullable List<Path> files = reader.files(path);
        if (files == null) {
            throw new IOException("its reader " + reader.getClass().getName()
                    + " gives null; files(…) gives a list, which may be empty");
        }
        return files;
    }

    @Override
    public boolean isTakenUpWhenUsed() {
        return true;
    }

    @Override
    public List<RegistryPlugin> load(Path path, List<Path> files) {
        try {
            @Nullable AlgorithmSource source = reader.read(path);
            if (source == null) {
                throw new IOException("its reader " + reader.getClass().getName()
                        + " gives null; read(…) gives a source, or throws an IOException that says why");
            }
            return List.of(SourceReader.read(source));
        } catch (Throwable e) {
            // foreign code: a reader should throw an IOException, and may throw anything
            return List.of(RegistryPlugin.broken(path, "it cannot be read", e, names(path)));
        }
    }

    /** Returns what the plugin would have brought, or one empty name. */
    private List<String> names(Path path) {
        try {
            List<String> names = List.copyOf(reader.names(path));
            return names.isEmpty() ? List.of("") : names;
        } catch (Throwable e) {
            // foreign code: what is wrong with the plugin is known already
            return List.of("");
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (RuntimeException e) {
            // foreign code: the end of a host is not kept up
            System.getLogger(PluginReader.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "a reader of plugins could not let go of them: " + FailureMessage.withKind(e));
        }
    }
}
