package org.mantle.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The rules of the house. */
class ArchitectureTests {

    /** The floor on which each module stands. */
    private static final Map<String, Integer> FLOORS = Map.ofEntries(
            Map.entry("commons", 0),
            Map.entry("validators", 1),
            Map.entry("pac", 1),
            Map.entry("slurm", 1),
            Map.entry("reconstruction", 1),
            Map.entry("framework", 2),
            Map.entry("algorithms", 3),
            Map.entry("remote", 3),
            Map.entry("cli", 3),
            Map.entry("web", 3),
            Map.entry("python", 3),
            Map.entry("gateway", 3),
            Map.entry("testkit", 3),
            Map.entry("maven", 3),
            Map.entry("remote.web", 4),
            Map.entry("ssh", 4),
            Map.entry("app", 5));

    private static final Map<String, String> ROOMS = Map.ofEntries(
            Map.entry("commons", "framework/commons"),
            Map.entry("validators", "property-validators"),
            Map.entry("pac", "algorithms-remote/pac"),
            Map.entry("slurm", "algorithms-remote/slurm"),
            Map.entry("reconstruction", "algorithms-remote/reconstruction"),
            Map.entry("framework", "framework/core"),
            Map.entry("algorithms", "framework/algorithms"),
            Map.entry("remote", "algorithms-remote/remote"),
            Map.entry("cli", "framework/cli"),
            Map.entry("web", "framework/web"),
            Map.entry("python", "framework/python"),
            Map.entry("gateway", "algorithms-remote/gateway"),
            Map.entry("testkit", "framework/testkit"),
            Map.entry("maven", "framework/maven-plugin"),
            Map.entry("remote.web", "algorithms-remote/web"),
            Map.entry("ssh", "algorithms-remote/ssh"),
            Map.entry("app", "algorithms-remote/app"));

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            // what tests share comes in jars
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.mantle");

    @Test
    void aModuleImportsLowerFloorsOnly() {
        FLOORS.forEach((module, floor) -> {
            String[] notBelow = FLOORS.keySet().stream()
                    .filter(other -> !other.equals(module) && FLOORS.get(other) >= floor)
                    .toArray(String[]::new);
            if (notBelow.length > 0) {
                noClasses()
                        .that(areIn(module))
                        .should()
                        .dependOnClassesThat(areIn(notBelow))
                        .check(ALL);
            }
        });
    }

    @Test
    void theFrameworkKnowsNoRemoteAlgorithm() {
        noClasses()
                .that(areIn("commons", "framework", "validators", "cli", "web", "algorithms", "testkit"))
                .should()
                .dependOnClassesThat(areIn("pac", "slurm", "reconstruction", "remote", "remote.web", "ssh", "gateway"))
                .check(ALL);
    }

    @Test
    void theCoreNeedsNothingButGson() {
        classes()
                .that()
                .resideInAnyPackage(packages("commons"), packages("framework"), packages("validators"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "com.google.gson..",
                        packages("commons"),
                        packages("framework"),
                        packages("validators"))
                .check(ALL);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.mantle.(**)").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void onlyProgramsWriteToTheStandardStreams() {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages("cli"), packages("app"))
                .and()
                .doNotHaveFullyQualifiedName("org.mantle.reconstruction.Reconstruct")
                .and()
                // the program of a build; what a build in Java calls of it throws
                .doNotHaveFullyQualifiedName("org.mantle.framework.index.IndexAlgorithms")
                .and()
                // puts its own streams in their place, to see what an algorithm prints
                .doNotHaveFullyQualifiedName("org.mantle.testkit.probe.Captured")
                .should(ACCESS_STANDARD_STREAMS)
                .check(ALL);
    }

    @Test
    void nobodyThrowsGenericExceptions() {
        noClasses().should(THROW_GENERIC_EXCEPTIONS).check(ALL);
    }

    @Test
    void nobodyKeepsStaticState() {
        DescribedPredicate<JavaField> staticByHand = DescribedPredicate.describe(
                "static and written by hand",
                field -> field.getModifiers().contains(JavaModifier.STATIC)
                        && !field.getModifiers().contains(JavaModifier.SYNTHETIC)
                        // set once, when the class Algorithm is initialised
                        && !field.getFullName()
                                .equals("org.mantle.framework.internal.access.AlgorithmBridge.provided"));
        fields().that(staticByHand).should().beFinal().check(ALL);
        Set<Class<?>> cells = Set.of(AtomicInteger.class, AtomicLong.class, AtomicReference.class, ThreadLocal.class);
        List<String> mutable = ALL.stream()
                .flatMap(type -> type.getFields().stream())
                .filter(staticByHand)
                .filter(field ->
                        cells.stream().anyMatch(cell -> field.getRawType().isAssignableTo(cell)))
                .map(JavaField::getFullName)
                .toList();
        assertThat(mutable).isEmpty();
    }

    @Test
    void everyModuleDescribesItself() {
        assertThat(FLOORS.keySet()).isEqualTo(ROOMS.keySet());
        ROOMS.forEach((module, room) -> {
            Path sources = root().resolve(room).resolve("src/main/java");
            // Maven loads its plugins from a class path, and is no module itself
            boolean isLoadedByMaven = module.equals("maven");
            assertThat(Files.exists(sources.resolve("module-info.java")))
                    .as(room)
                    .isEqualTo(!isLoadedByMaven);
            assertThat(sources.resolve("org/mantle")
                            .resolve(module.replace('.', '/'))
                            .resolve("package-info.java"))
                    .isRegularFile();
        });
    }

    @Test
    void everyModuleOfTheHouseIsHeldToTheseRules() {
        Set<String> seen =
                Set.copyOf(ALL.stream().map(ArchitectureTests::module).toList());
        assertThat(seen).isEqualTo(FLOORS.keySet());
    }

    private static DescribedPredicate<JavaClass> areIn(String... modules) {
        List<String> all = List.of(modules);
        return DescribedPredicate.describe("are in " + String.join(", ", all), type -> all.contains(module(type)));
    }

    /** Returns the module of a type, the one with the longest name of those whose packages have it; the third word of its package if none has. */
    private static String module(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName() + ".";
        return FLOORS.keySet().stream()
                .filter(module -> name.startsWith("org.mantle." + module + "."))
                .max(Comparator.comparing(String::length))
                .orElse(name.startsWith("org.mantle.") ? name.split("\\.")[2] : "");
    }

    private static String packages(String module) {
        return "org.mantle." + module + "..";
    }

    private static Path root() {
        return Path.of(System.getProperty("mantle.root"));
    }
}
