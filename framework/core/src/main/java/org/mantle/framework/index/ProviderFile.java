package org.mantle.framework.index;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mantle.commons.file.FileReplacement;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmMethod;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.internal.access.PackageClasses;
import org.mantle.framework.internal.registry.BrokenProvider;
import org.mantle.framework.internal.registry.ProviderNames;

/**
 * The file in which a folder of classes names its providers. Where the author wrote none it is written from the classes; and where
 * these have algorithms and no provider, a provider is made for each package that has some.
 */
final class ProviderFile {

    /** By this line a file is known that was written here, and is written anew. */
    private static final String HEAD = "# written from the classes, by org.mantle.framework.index.IndexAlgorithms";

    private static final String SUFFIX = ".class";
    private static final String MODULE = "module-info.class";
    private static final String INTERFACE = AlgorithmProvider.class.getName();

    private final Path folder;
    private final Path file;
    private final ClassLoader loader;

    /** Takes what is wrong: of what, and the words. */
    private final BiConsumer<String, String> faults;

    /** What the classes have: a class, or a class with {@code #} behind it for its methods. Only of a file that is written here. */
    private final Set<String> algorithms = new TreeSet<>();

    ProviderFile(Path folder, ClassLoader loader, BiConsumer<String, String> faults) {
        this.folder = folder;
        this.file = folder.resolve(ProviderNames.FILE);
        this.loader = loader;
        this.faults = faults;
    }

    /** Returns the names of the providers, all of which can be made; writes the file if the author did not. */
    List<String> names() throws IOException {
        boolean byAuthor = Files.isRegularFile(file) && !isWrittenHere();
        List<String> names = byAuthor ? ProviderNames.of(Files.readString(file)) : write();
        if (names.isEmpty() && byAuthor) {
            faults.accept(
                    folder.toString(),
                    "it names no provider in " + ProviderNames.FILE
                            + "; remove that file, and it is written from the classes");
        }
        List<String> whole = new ArrayList<>();
        for (String name : names) {
            String fault = BrokenProvider.fault(name, loader).orElseGet(() -> faultOfModule(name));
            if (fault.isEmpty()) {
                whole.add(name);
            } else {
                faults.accept(name, "the provider " + fault);
            }
        }
        return whole;
    }

    /**
     * Says which algorithms of the classes no provider hands over, where nobody named the providers.
     *
     * @param handedOver the names of those that are, as an index names them
     */
    void checkAllAreHandedOver(Set<String> handedOver) {
        for (String algorithm : algorithms) {
            boolean is = algorithm.endsWith("#")
                    ? handedOver.stream().anyMatch(other -> other.startsWith(algorithm))
                    : handedOver.contains(algorithm);
            if (!is) {
                faults.accept(
                        algorithm.replace("#", ""),
                        "no provider hands it over: name it in one, or let each package with algorithms have a provider");
            }
        }
    }

    private boolean isWrittenHere() throws IOException {
        return Files.readString(file).startsWith(HEAD);
    }

    private List<String> write() throws IOException {
        deleteFormer();
        Map<String, Class<?>> classes = classes();
        Map<String, Class<?>> packages = new TreeMap<>();
        List<String> providers = new ArrayList<>();
        for (Map.Entry<String, Class<?>> entry : classes.entrySet()) {
            Class<?> type = entry.getValue();
            packages.putIfAbsent(type.getPackageName(), type);
            if (PackageClasses.canBeMade(type) && AlgorithmProvider.class.isAssignableFrom(type)) {
                providers.add(entry.getKey());
            }
        }
        List<String> toMake = new ArrayList<>();
        for (Map.Entry<String, Class<?>> entry : packages.entrySet()) {
            if (findAlgorithms(entry.getValue())) {
                toMake.add(MadeProvider.name(entry.getKey()));
            }
        }
        if (providers.isEmpty() && toMake.isEmpty()) {
            faults.accept(
                    folder.toString(),
                    "it has no algorithms: no class extends " + Algorithm.class.getName()
                            + ", and no method has the annotation @AlgorithmMethod");
            return List.of();
        }
        if (providers.isEmpty()) {
            providers = make(toMake);
        }
        Files.createDirectories(file.getParent());
        FileReplacement.ofOthers(file)
                .write((HEAD + "\n" + String.join("\n", providers) + "\n").getBytes(StandardCharsets.UTF_8));
        return providers;
    }

    private List<String> make(List<String> names) throws IOException {
        if (Files.exists(folder.resolve(MODULE))) {
            // the compiler read that before there was anything to provide
            faults.accept(
                    folder.toString(),
                    "a module needs a provider that its author wrote: a public class that implements " + INTERFACE
                            + " and whose lookup() returns MethodHandles.lookup(), in each package with algorithms,"
                            + " and \"provides " + INTERFACE + " with\" it in module-info.java");
            return List.of();
        }
        List<String> made = new ArrayList<>();
        for (String name : names) {
            if (Files.exists(classFile(name))) {
                faults.accept(
                        name,
                        "a provider of that name is to be made, and a class of the author has it: let that class be a provider,"
                                + " public with a public constructor, or give it another name");
            } else {
                FileReplacement.ofOthers(classFile(name)).write(MadeProvider.code(name));
                made.add(name);
            }
        }
        return made;
    }

    private Path classFile(String name) {
        return folder.resolve(name.replace('.', '/') + SUFFIX);
    }

    private void deleteFormer() throws IOException {
        if (Files.isRegularFile(file)) {
            for (String name : ProviderNames.of(Files.readString(file))) {
                if (isMadeHere(name)) {
                    Files.delete(classFile(name));
                }
            }
            Files.delete(file);
        }
    }

    /** Returns whether a class is there and as it is made here: an author's own of that name is another, byte by byte. */
    private boolean isMadeHere(String name) throws IOException {
        Path made = classFile(name);
        return Files.isRegularFile(made) && Arrays.equals(Files.readAllBytes(made), MadeProvider.code(name));
    }

    /** Returns the classes of the folder by their names; those are left out that need what is not there. */
    private Map<String, Class<?>> classes() throws IOException {
        Map<String, Class<?>> classes = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                String relative = folder.relativize(path)
                        .toString()
                        .replace(path.getFileSystem().getSeparator(), "/");
                // neither module-info and package-info nor the versions of a class in META-INF
                if (relative.endsWith(SUFFIX) && relative.indexOf('-') < 0) {
                    String name = relative.substring(0, relative.length() - SUFFIX.length())
                            .replace('/', '.');
                    @Nullable Class<?> type = load(name);
                    if (type != null) {
                        classes.put(name, type);
                    }
                }
            }
        }
        return classes;
    }

    private @Nullable Class<?> load(String name) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            // if it is an algorithm, whoever reads its package says so
            return null;
        }
    }

    /** Returns whether the package of a class has algorithms, and keeps their names. */
    private boolean findAlgorithms(Class<?> neighbour) {
        int before = algorithms.size();
        try {
            PackageClasses classes = PackageClasses.of(neighbour);
            classes.subclasses(Algorithm.class).forEach(type -> algorithms.add(type.getName()));
            classes.withMethods(AlgorithmMethod.class).forEach(type -> algorithms.add(type.getName() + "#"));
        } catch (IllegalStateException e) {
            faults.accept(neighbour.getPackageName(), String.valueOf(e.getMessage()));
        }
        return algorithms.size() > before;
    }

    /** Returns what module-info lacks for a provider; empty when nothing is wrong. */
    private String faultOfModule(String name) {
        Path module = folder.resolve(MODULE);
        if (!Files.isRegularFile(module)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(module)) {
            boolean provided = ModuleDescriptor.read(in).provides().stream()
                    .anyMatch(provides -> provides.service().equals(INTERFACE)
                            && provides.providers().contains(name));
            return provided
                    ? ""
                    : "is not found on a module path: say \"provides " + INTERFACE + " with " + name
                            + ";\" in module-info.java";
        } catch (IOException e) {
            return "cannot be looked for in module-info.class: " + e.getMessage();
        }
    }
}
