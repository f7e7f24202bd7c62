package org.mantle.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.index.FoundProviders;
import org.mantle.framework.index.ProviderIndexContents;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.InvalidDeclarationException;
import org.mantle.framework.run.RegistryFault;
import org.mantle.testkit.origin.Origin;
import org.mantle.testkit.origin.Part;

/** Checks a provider and its index. */
final class ProviderChecks {

    private final AlgorithmContractTests author;
    private final AlgorithmProvider provider;

    ProviderChecks(AlgorithmContractTests author) {
        this.author = author;
        this.provider = author.provider();
    }

    List<Map.Entry<Requirement, Contract.Check>> checks() {
        return List.of(
                Map.entry(Requirement.FOUND, this::found),
                Map.entry(Requirement.INDEXED, this::indexed),
                Map.entry(Requirement.FAULTLESS, this::faultless));
    }

    /** Returns whether a host finds a provider, without making any. */
    static boolean isFound(AlgorithmProvider provider) {
        try {
            return FoundProviders.by(provider.getClass().getClassLoader()).stream()
                    .anyMatch(found -> found.type().equals(provider.getClass()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> found() {
        return isFound(provider) ? List.of() : List.of(provider.getClass().getName() + " is not found");
    }

    private List<String> indexed() {
        String index = "META-INF/mantle/" + provider.getClass().getName() + ".index";
        if (provider.getClass().getClassLoader().getResource(index) == null) {
            return List.of("there is no " + index);
        }
        List<String> found = new ArrayList<>();
        ProviderIndexContents contents = ProviderIndexContents.of(author.provider());
        List<AlgorithmDescriptor> indexed = contents.algorithms();
        Set<String> inIndex = names(indexed.stream());
        Set<String> inCode = names(Origin.of(provider).stream().flatMap(origin -> origin.declared().stream()));
        inCode.stream().filter(name -> !inIndex.contains(name)).forEach(name -> found.add("it does not have " + name));
        inIndex.stream().filter(name -> !inCode.contains(name)).forEach(name -> found.add("it still has " + name));
        indexed.forEach(ProviderChecks::declare);
        contents.faults().forEach(fault -> found.add(fault.source() + ": " + fault.message()));
        return found;
    }

    private static Set<String> names(Stream<AlgorithmDescriptor> algorithms) {
        return algorithms.map(AlgorithmDescriptor::toString).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Has what an index says compared with the declaration; where they differ, the registry has a fault. */
    private static void declare(AlgorithmDescriptor indexed) {
        try {
            indexed.properties();
        } catch (InvalidDeclarationException e) {
            // this is a fault of the registry too
        }
    }

    private List<String> faultless() {
        List<String> found = new ArrayList<>();
        for (Part part : Part.of(provider)) {
            try (Mantle mantle = part.host()) {
                for (RegistryFault fault : mantle.registry().faults()) {
                    boolean ofKit = fault.source().startsWith(Part.class.getName());
                    String source = ofKit ? provider.getClass().getName() : fault.source();
                    found.add(source + ": " + fault.message());
                }
            }
        }
        return found;
    }
}
