package org.mantle.framework.internal.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.mantle.framework.algorithm.PluginReader;

/** Plugins that a reader of the host reads. */
record ReadPlugins(PluginReader reader) implements PluginFormat {

    @Override
    public List<Path> files(Path path) throws IOException {
        return reader.files(path);
    }

    @Override
    public List<RegistryPlugin> load(Path path, List<Path> files) {
        try {
            return List.of(SourceReader.read(reader.read(path)));
        } catch (IOException e) {
            return List.of(PluginFolder.broken(path, "it cannot be read", e));
        } catch (Throwable e) {
            // foreign code: a reader may throw anything
            RegistryPlugin broken = new RegistryPlugin(path.toString());
            broken.fault(e);
            return List.of(broken);
        }
    }

    @Override
    public void close() {
        // a source keeps nothing open
    }
}
