package org.mantle.framework.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.index.IndexAlgorithms;
import org.mantle.framework.internal.declare.IndexFormat;

/** Somebody else's plugin, compiled against the framework as it is, in a folder of its own. */
public final class TestPlugin {

    private static final String HEAD = """
            package plugin;

            import java.lang.invoke.MethodHandles;
            import java.time.LocalDate;
            import java.util.List;
            import org.mantle.framework.*;
            import org.mantle.framework.algorithm.*;
            import org.mantle.framework.history.*;
            import org.mantle.framework.property.*;
            import org.mantle.framework.run.*;
            import org.mantle.framework.type.*;
            import org.mantle.validators.Validators;

            """;

    private final Path classes;

    private TestPlugin(Path classes) {
        this.classes = classes;
    }

    /** Compiles classes of the package {@code plugin}, each given by its code without the imports. */
    public static TestPlugin compile(Path folder, String... types) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of("-cp", classPath(), "-d", classes.toString()));
        for (String type : types) {
            String name = type.replaceFirst("(?s).*?(?:class|record|interface) (\\w+).*", "$1");
            arguments.add(Files.writeString(folder.resolve(name + ".java"), HEAD + type)
                    .toString());
        }
        int failed = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(failed).isZero();
        return new TestPlugin(classes);
    }

    /** Returns the code of a provider of the named classes. */
    static String provider(String name, String... algorithms) {
        return """
                public final class %s implements AlgorithmProvider {
                    @Override public MethodHandles.Lookup lookup() { return MethodHandles.lookup(); }
                    @Override public List<Class<? extends Algorithm>> algorithms() { return List.of(%s); }
                }
                """.formatted(name, String.join(".class, ", algorithms) + (algorithms.length == 0 ? "" : ".class"));
    }

    /** Returns the code of an algorithm that gives its class's name as the output Who, by what its declaration says. */
    static String algorithm(String name, String declaration) {
        return """
                final class %1$s extends Algorithm {
                    static final Property<String> WHO = Property.string("Who").output().documentation("The class.").build();
                    @Override protected void declare(Declaration d) { %2$s; }
                    @Override protected void execute(Context run) { run.set(WHO, "%1$s"); }
                }
                """.formatted(name, declaration);
    }

    /** Returns the code of an algorithm that says nothing special. */
    static String algorithm(String name) {
        return algorithm(
                name, "d.name(\"" + name + "\").categories(\"Plugin\").summary(\"Serves a test.\").properties(WHO)");
    }

    public TestPlugin providers(String... names) throws IOException {
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(AlgorithmProvider.class.getName()), "plugin." + String.join("\nplugin.", names));
        return this;
    }

    /** Writes the index, as the build of the plugin does. */
    public TestPlugin index() throws IOException {
        return index(classes);
    }

    /** Writes the index in a build that knows the folder of classes by a certain path. */
    TestPlugin index(Path folder) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = loader(folder)) {
            thread.setContextClassLoader(loader);
            IndexAlgorithms.write(folder.toString());
        } finally {
            thread.setContextClassLoader(before);
        }
        return this;
    }

    public Path classes() {
        return classes;
    }

    public Path indexOf(String provider) {
        return classes.resolve("META-INF/mantle/plugin." + provider + ".index");
    }

    Path jar(Path jar) throws IOException {
        Files.createDirectories(jar.getParent());
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> all = Files.walk(classes)) {
            for (Path one : all.filter(path -> !path.equals(classes)).toList()) {
                // as build tools do, with the folders
                String end = Files.isDirectory(one) ? "/" : "";
                out.putNextEntry(new JarEntry(classes.relativize(one) + end));
                if (end.isEmpty()) {
                    Files.copy(one, out);
                }
            }
        }
        return jar;
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }

    /** Returns a class loader that knows which classes it loaded, of a jar of its own. */
    public RecordingLoader packed() throws IOException {
        return loader(
                jar(Files.createTempDirectory(classes.getParent(), "packed").resolve("plugin.jar")));
    }

    /** Returns a class loader that knows which classes it loaded. */
    public static RecordingLoader loader(Path jarOrFolder) throws IOException {
        return new RecordingLoader(jarOrFolder.toUri().toURL());
    }

    /** Remembers the classes that it was asked for and had to load. */
    public static final class RecordingLoader extends URLClassLoader {

        public final Set<String> loaded = ConcurrentHashMap.newKeySet();

        RecordingLoader(URL url) {
            super(new URL[] {url}, TestPlugin.class.getClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            Class<?> type = super.findClass(name);
            loaded.add(name);
            return type;
        }
    }

    static String classPath() {
        return Stream.of(Algorithm.class, org.mantle.validators.Validator.class, com.google.gson.JsonElement.class)
                .map(type -> Path.of(URI.create(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toString()))
                        .toString())
                .reduce((a, b) -> a + System.getProperty("path.separator") + b)
                .orElseThrow();
    }

    /** Overwrites a part of an index, and its checksum with it. */
    void rewriteIndex(String provider, String from, String to) throws IOException {
        String text = Files.readString(indexOf(provider));
        assertThat(text).contains(from);
        String body = text.replaceFirst("end [0-9a-f]+\n$", "").replace(from, to);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Files.writeString(indexOf(provider), body + "end " + IndexFormat.checksum(bytes, bytes.length) + "\n");
    }
}
