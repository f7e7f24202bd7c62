package org.mantle.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rooms inside the modules: packages of which a newcomer can tell what each is for, and what it may touch. */
class RoomTests {

    private static final Path ROOT = Path.of(System.getProperty("mantle.root"));

    private static final int MOST_FILES = 25;

    private static final String CORE = "org.mantle.framework";

    /** The rooms of the core, and the floor of each: a room knows lower floors only. */
    private static final Map<String, Integer> FLOORS_OF_CORE = Map.ofEntries(
            Map.entry("", 9),
            Map.entry(".index", 9),
            Map.entry(".internal.run", 8),
            Map.entry(".internal.registry", 8),
            Map.entry(".form", 8),
            Map.entry(".internal.check", 7),
            Map.entry(".internal.declare", 7),
            Map.entry(".internal.history", 7),
            Map.entry(".internal.search", 7),
            Map.entry(".internal.compiled", 6),
            Map.entry(".describe", 6),
            Map.entry(".export", 6),
            Map.entry(".algorithm", 5),
            Map.entry(".history", 5),
            Map.entry(".run", 4),
            Map.entry(".property", 3),
            Map.entry(".internal.type", 2),
            Map.entry(".type", 1),
            Map.entry(".internal.access", 1),
            Map.entry(".internal.thread", 1),
            Map.entry(".internal.text", 1));

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.mantle");

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);
    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?([a-z][a-z0-9_.]*)\\.", Pattern.MULTILINE);

    @Test
    void theRoomsOfTheCoreStandOnTheirFloors() {
        Set<String> rooms = new TreeSet<>();
        List<String> upwards = new ArrayList<>();
        for (JavaClass type : ALL) {
            if (isInCore(type)) {
                rooms.add(room(type));
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (isInCore(target) && !room(target).equals(room(type)) && floor(target) >= floor(type)) {
                        upwards.add(dependency.getDescription());
                    }
                }
            }
        }
        assertThat(upwards).isEmpty();
        assertThat(rooms).isEqualTo(new TreeSet<>(FLOORS_OF_CORE.keySet()));
    }

    private static boolean isInCore(JavaClass type) {
        return (type.getPackageName() + ".").startsWith(CORE + ".");
    }

    private static String room(JavaClass type) {
        return type.getPackageName().substring(CORE.length());
    }

    private static int floor(JavaClass type) {
        return FLOORS_OF_CORE.getOrDefault(room(type), 0);
    }

    @Test
    void noRoomIsFull() {
        Map<String, Integer> full = new TreeMap<>();
        packages().forEach((name, sources) -> {
            if (sources.size() > MOST_FILES) {
                full.put(name, sources.size());
            }
        });
        assertThat(full).isEmpty();
    }

    @Test
    void everyRoomSaysWhatItIsFor() {
        List<String> silent = new ArrayList<>();
        packages().forEach((name, sources) -> {
            // ours, and not of the example for authors
            boolean isOurs = name.startsWith("org.mantle.");
            if (isOurs && sources.stream().noneMatch(RoomTests::introducesItsPackage)) {
                silent.add(name);
            }
        });
        assertThat(silent).isEmpty();
    }

    private static boolean introducesItsPackage(String source) {
        return source.startsWith("/**") && source.contains("\n@NullMarked\npackage ");
    }

    @Test
    void noCircleRunsThroughRooms() {
        Map<String, Set<String>> arrows = new TreeMap<>();
        Map<String, List<String>> packages = packages();
        packages.forEach((name, sources) -> {
            Set<String> known = new TreeSet<>();
            for (String source : sources) {
                Matcher imports = IMPORT.matcher(source);
                while (imports.find()) {
                    if (packages.containsKey(imports.group(1))
                            && !imports.group(1).equals(name)) {
                        known.add(imports.group(1));
                    }
                }
            }
            arrows.put(name, known);
        });
        // what knows nobody that is left is taken away, until nothing is left but circles
        while (arrows.keySet().removeIf(name -> arrows.get(name).stream().noneMatch(arrows::containsKey))) {
            // goes on
        }
        assertThat(arrows).isEmpty();
    }

    @Test
    void whatIsExportedNamesNothingThatIsNot() {
        Set<String> exported = exportedPackages();
        List<String> leaks = new ArrayList<>();
        for (JavaClass type : ALL) {
            if (exported.contains(type.getPackageName()) && isVisible(type)) {
                Stream<JavaClass> named = Stream.concat(
                        Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream()),
                        type.getMembers().stream().filter(RoomTests::isVisible).flatMap(RoomTests::named));
                named.map(JavaClass::getBaseComponentType)
                        .filter(other -> other.getPackageName().startsWith("org.mantle."))
                        .filter(other -> !exported.contains(other.getPackageName()))
                        .forEach(other -> leaks.add(type.getName() + " names " + other.getName()));
            }
        }
        assertThat(leaks).isEmpty();
    }

    private static Stream<JavaClass> named(JavaMember member) {
        Stream<JavaClass> thrown =
                member instanceof JavaCodeUnit unit ? unit.getExceptionTypes().stream() : Stream.of();
        return Stream.concat(member.getAllInvolvedRawTypes().stream(), thrown)
                .filter(type -> !type.equals(member.getOwner()));
    }

    private static boolean isVisible(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(RoomTests::isVisible).orElse(true);
    }

    private static boolean isVisible(JavaMember member) {
        return !member.getModifiers().contains(JavaModifier.SYNTHETIC)
                && (member.getModifiers().contains(JavaModifier.PUBLIC)
                        || member.getModifiers().contains(JavaModifier.PROTECTED));
    }

    /** Returns the packages that modules export to everybody. */
    private static Set<String> exportedPackages() {
        Set<String> exported = new HashSet<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (Files.exists(path)) {
                ModuleFinder.of(path).findAll().stream()
                        .map(found -> found.descriptor())
                        .filter(module -> module.name().startsWith("org.mantle."))
                        .flatMap(module -> module.exports().stream())
                        .filter(exports -> !exports.isQualified())
                        .map(ModuleDescriptor.Exports::source)
                        .forEach(exported::add);
            }
        }
        assertThat(exported).contains("org.mantle.framework", "org.mantle.remote", "org.mantle.validators");
        return exported;
    }

    /** Returns the texts of the main sources of all modules, by package. */
    private static Map<String, List<String>> packages() {
        Map<String, List<String>> packages = new TreeMap<>();
        Matcher modules = MODULE.matcher(text(ROOT.resolve("pom.xml")));
        while (modules.find()) {
            Path sources = ROOT.resolve(modules.group(1)).resolve("src/main/java");
            if (!Files.isDirectory(sources)
                    && text(ROOT.resolve(modules.group(1)).resolve("pom.xml")).contains("<packaging>pom<")) {
                // a list of versions, without code
                continue;
            }
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    String text = text(file);
                    Matcher name = PACKAGE.matcher(text);
                    // a description of a module has no package
                    if (name.find()) {
                        packages.computeIfAbsent(name.group(1), none -> new ArrayList<>())
                                .add(text);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        assertThat(packages).hasSizeGreaterThan(40);
        return packages;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
