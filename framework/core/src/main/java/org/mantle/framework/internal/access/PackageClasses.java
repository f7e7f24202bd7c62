package org.mantle.framework.internal.access;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/** The classes of one package of one jar or folder, nested ones too and those below it not. Their code does not run. */
public final class PackageClasses {

    private static final String SUFFIX = ".class";

    private final Class<?> neighbour;

    /** The class files by the names of their classes, in alphabetical order. */
    private final Map<String, byte[]> files = new TreeMap<>();

    private PackageClasses(Class<?> neighbour) {
        this.neighbour = neighbour;
    }

    /**
     * Finds the classes.
     *
     * @param neighbour one of them
     * @throws IllegalStateException if it does not come from a jar or folder that can be read
     */
    public static PackageClasses of(Class<?> neighbour) {
        PackageClasses classes = new PackageClasses(neighbour);
        CodeSource source = neighbour.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            throw classes.unlisted("it comes from no jar and no folder", null);
        }
        try {
            Path place = Path.of(source.getLocation().toURI());
            if (Files.isDirectory(place)) {
                classes.addFolder(place);
            } else {
                classes.addJar(place);
            }
        } catch (IOException | URISyntaxException | IllegalArgumentException e) {
            throw classes.unlisted(source.getLocation() + " cannot be read", e);
        } catch (RuntimeException e) {
            // a file system of somebody else, such as that of jars in jars, has exceptions of its own
            throw classes.unlisted(source.getLocation() + " is no jar or folder of a file system", e);
        }
        return classes;
    }

    private IllegalStateException unlisted(String why, @Nullable Exception cause) {
        return new IllegalStateException(
                "the classes beside " + neighbour.getName() + " cannot be listed: " + why
                        + "; name them in algorithms() and methods()",
                cause);
    }

    private String folderOfPackage() {
        String name = neighbour.getPackageName();
        return name.isEmpty() ? "" : name.replace('.', '/') + "/";
    }

    private void addFolder(Path root) throws IOException {
        try (Stream<Path> inside = Files.list(root.resolve(folderOfPackage()))) {
            for (Path file : inside.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(SUFFIX)) {
                    add(name, Files.readAllBytes(file));
                }
            }
        }
    }

    private void addJar(Path jar) throws IOException {
        String folder = folderOfPackage();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (ZipEntry entry : file.stream().toList()) {
                String name = entry.getName();
                boolean here =
                        name.startsWith(folder) && name.endsWith(SUFFIX) && name.indexOf('/', folder.length()) < 0;
                if (here) {
                    try (InputStream in = file.getInputStream(entry)) {
                        add(name.substring(folder.length()), in.readAllBytes());
                    }
                }
            }
        }
    }

    private void add(String fileName, byte[] code) {
        String simple = fileName.substring(0, fileName.length() - SUFFIX.length());
        // module-info and package-info
        if (simple.indexOf('-') < 0) {
            files.put(neighbour.getPackageName().isEmpty() ? simple : neighbour.getPackageName() + "." + simple, code);
        }
    }

    /** Returns the classes that extend or implement another and that a name of their own can stand for, abstract ones not. */
    public <T> List<Class<? extends T>> subclasses(Class<T> base) {
        List<Class<? extends T>> found = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Class<?> type = load(file.getKey(), file.getValue(), base);
            if (type != null && base.isAssignableFrom(type) && canBeMade(type)) {
                found.add(type.asSubclass(base));
            }
        }
        return found;
    }

    /** Returns the classes that have methods with an annotation. */
    public List<Class<?>> withMethods(Class<? extends Annotation> annotation) {
        List<Class<?>> found = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            // to ask any class for its methods would load the classes of all their parameters
            if (mentions(file.getValue(), annotation.descriptorString())) {
                Class<?> type = load(file.getKey(), file.getValue(), annotation);
                if (type != null && hasMethod(type, annotation)) {
                    found.add(type);
                }
            }
        }
        return found;
    }

    private static boolean hasMethod(Class<?> type, Class<? extends Annotation> annotation) {
        for (Method method : type.getDeclaredMethods()) {
            if (method.isAnnotationPresent(annotation)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a class has a name and is neither abstract nor inner to an instance of another. */
    public static boolean canBeMade(Class<?> type) {
        boolean inner = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
        return !Modifier.isAbstract(type.getModifiers()) && !type.isAnonymousClass() && !type.isLocalClass() && !inner;
    }

    /** Returns a class, or {@code null} if it needs what is not there and has nothing to do with what is looked for. */
    private @Nullable Class<?> load(String name, byte[] code, Class<?> lookedFor) {
        try {
            return Class.forName(name, false, neighbour.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            if (mentions(code, lookedFor.getPackageName().replace('.', '/') + "/")) {
                throw new IllegalStateException("the class " + name + " cannot be loaded: " + e, e);
            }
            return null;
        }
    }

    /** Returns whether the names in a class file have a text in them. */
    private static boolean mentions(byte[] code, String text) {
        return new String(code, StandardCharsets.ISO_8859_1).contains(text);
    }
}
