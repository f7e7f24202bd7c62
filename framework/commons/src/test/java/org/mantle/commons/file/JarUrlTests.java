package org.mantle.commons.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jars in folders with names that mean something in a URL. */
class JarUrlTests {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x!", "a!/b", "!", "50%", "%21", "a+b", "a#b", "a b", "a;b", "a:b", "a?b", "a&b=c", "\u00e9", "a\\b",
                "~"
            })
    void theResourcesOfAJarAreFoundInAnyFolder(String name) throws Exception {
        Path jar = Files.createDirectories(folder.resolve(name)).resolve(name.replace('/', '_') + ".jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("a/note.txt"));
            out.write("found".getBytes(StandardCharsets.UTF_8));
        }

        try (URLClassLoader loader = new URLClassLoader(new URL[] {JarUrl.of(jar)}, null)) {
            URLConnection connection = loader.getResource("a/note.txt").openConnection();
            connection.setUseCaches(false);
            try (InputStream in = connection.getInputStream()) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("found");
            }
        }
    }
}
