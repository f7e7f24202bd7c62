package org.mantle.python.wheel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.mantle.commons.file.FileReplacement;
import org.mantle.commons.file.PendingFile;
import org.mantle.framework.Mantle;
import org.mantle.python.text.PythonStubs;

/**
 * Makes a wheel (<a href="https://packaging.python.org/en/latest/specifications/binary-distribution-format/">binary distribution format</a>)
 * of the distribution: the package, and in it the host that it starts. The build calls it, since not every machine that builds has Python.
 */
public final class WheelBuilder {

    private static final long TIME = 1_793_491_200_000L;

    /** What the package can do without: an archive of classes that fits the build's own folder, and pages of manuals. */
    private static final List<String> LEFT_OUT = List.of("lib/mantle.jsa", "share/", "python/");

    private final String version;
    private final TreeMap<String, byte[]> files = new TreeMap<>();

    private WheelBuilder(String version) {
        this.version = version;
    }

    /**
     * Writes the type stubs into the distribution, and the wheel.
     *
     * @param arguments the folder of the distribution, the folder of the wheel, and the version
     * @throws IOException if something cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        Path distribution = Path.of(arguments[0]);
        Path packages = distribution.resolve("python");
        try (Mantle mantle = Mantle.load()) {
            Files.writeString(packages.resolve("mantle/simpleapi.pyi"), PythonStubs.of(mantle.registry()));
        }
        Files.writeString(packages.resolve("mantle/py.typed"), "");
        WheelBuilder wheel = new WheelBuilder(arguments[2]);
        wheel.addTree(packages, "");
        wheel.addTree(distribution, "mantle/_distribution/");
        wheel.addFacts();
        wheel.write(Path.of(arguments[1]).resolve("mantle-" + arguments[2] + "-py3-none-any.whl"));
    }

    private void addTree(Path folder, String prefix) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile).forEach(file -> {
                String name = folder.relativize(file).toString().replace('\\', '/');
                if (LEFT_OUT.stream().noneMatch(name::startsWith) && !name.contains("__pycache__")) {
                    add(prefix + name, read(file));
                }
            });
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String name, byte[] content) {
        files.put(name, content);
    }

    private void add(String name, String text) {
        add(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void addFacts() {
        String facts = "mantle-" + version + ".dist-info/";
        add(facts + "METADATA", """
                Metadata-Version: 2.1
                Name: mantle
                Version: %s
                Summary: Algorithms by name, with checked inputs, on this machine and on remote compute resources
                License: Apache-2.0
                License-File: LICENSE
                Requires-Python: >=3.9
                Description-Content-Type: text/markdown

                Mantle for Python. It needs nothing but Python, and a Java 17 or newer to run the host of the algorithms, which is in it.

                ```python
                from mantle.simpleapi import *
                SCARFTomoReconstruction(UserName='foouser', Action='JobStatus')
                ```
                """.formatted(version));
        add(facts + "WHEEL", """
                Wheel-Version: 1.0
                Generator: mantle (%s)
                Root-Is-Purelib: true
                Tag: py3-none-any
                """.formatted(version));
        add(facts + "entry_points.txt", """
                [console_scripts]
                mantle = mantle.__main__:command
                """);
        add(facts + "LICENSE", files.getOrDefault("mantle/_distribution/LICENSE", new byte[0]));
        StringBuilder record = new StringBuilder();
        files.forEach((name, content) -> record.append(name)
                .append(",sha256=")
                .append(digest(content))
                .append(',')
                .append(content.length)
                .append('\n'));
        add(facts + "RECORD", record + facts + "RECORD,,\n");
    }

    private static String digest(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }

    /** Writes the wheel, byte for byte the same for the same content. */
    private void write(Path wheel) throws IOException {
        try (PendingFile pending = FileReplacement.ofUser(wheel).begin()) {
            ZipOutputStream zip = new ZipOutputStream(pending.out());
            for (var file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTime(TIME);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
            zip.finish();
            pending.commit();
        }
    }
}
