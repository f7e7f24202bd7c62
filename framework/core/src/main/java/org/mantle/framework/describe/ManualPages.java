package org.mantle.framework.describe;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.InvalidDeclarationException;

/**
 * Writes a manual in Markdown: a page for each version of each algorithm, and a first page that lists them by category.
 *
 * @since 0.1.0
 */
public final class ManualPages {

    /** The name of the first page, which code hosts show for a folder. */
    public static final String FIRST = "README.md";

    private final Map<AlgorithmDescriptor, String> files;

    private ManualPages(Map<AlgorithmDescriptor, String> files) {
        this.files = files;
    }

    /**
     * Writes the manual of some algorithms, such as all of a registry.
     *
     * <p>An algorithm has no page whose declaration turns out to be wrong, though an index lists it: from then on the registry
     * tells of it as a fault.
     *
     * @return the text of each page by its file name, the first page included; the same for the same declarations
     */
    public static Map<String, String> of(Collection<AlgorithmDescriptor> algorithms) {
        Map<AlgorithmDescriptor, AlgorithmManual> manuals = new HashMap<>();
        for (AlgorithmDescriptor algorithm : algorithms) {
            try {
                manuals.put(algorithm, AlgorithmManual.of(algorithm));
            } catch (InvalidDeclarationException e) {
                // an index lists it; the registry tells of it as a fault from now on
            }
        }
        Map<AlgorithmDescriptor, String> files =
                UniqueNames.of(manuals.keySet(), algorithm -> algorithm.name() + "-v" + algorithm.version());
        files.replaceAll((algorithm, name) -> name + ".md");
        return new ManualPages(files).write(manuals);
    }

    private Map<String, String> write(Map<AlgorithmDescriptor, AlgorithmManual> manuals) {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put(FIRST, firstPage());
        files.forEach((algorithm, file) -> {
            AlgorithmManual manual = Objects.requireNonNull(manuals.get(algorithm));
            pages.put(file, new MarkdownPage(manual, isNewest(algorithm), this).write());
        });
        return pages;
    }

    /** Returns the name of an algorithm, as a link when it has a page: that of the highest version, or of what has the alias. */
    String linked(String name) {
        Optional<AlgorithmDescriptor> found = files.keySet().stream()
                .filter(algorithm -> algorithm.name().equalsIgnoreCase(name)
                        || algorithm.aliases().stream().anyMatch(name::equalsIgnoreCase))
                .reduce((lower, higher) -> higher.name().equalsIgnoreCase(name) ? higher : lower);
        return found.map(algorithm -> Markdown.link(name, files.getOrDefault(algorithm, FIRST)))
                .orElseGet(() -> Markdown.text(name));
    }

    private boolean isNewest(AlgorithmDescriptor algorithm) {
        return files.keySet().stream()
                .noneMatch(other -> other.name().equals(algorithm.name()) && other.version() > algorithm.version());
    }

    private String firstPage() {
        StringBuilder text = new StringBuilder("# Algorithms\n\n");
        text.append(MarkdownPage.GENERATED);
        Map<String, Map<AlgorithmDescriptor, String>> categories = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        files.forEach((algorithm, file) -> algorithm
                .categories()
                .forEach(category -> categories
                        .computeIfAbsent(category, unused -> new LinkedHashMap<>())
                        .put(algorithm, file)));
        categories.forEach((category, members) -> {
            text.append("\n## ")
                    .append(Markdown.text(category.replace("\\", " / ")))
                    .append("\n\n");
            text.append("| algorithm | version | what it does |\n|---|---|---|\n");
            members.forEach((algorithm, file) -> text.append("| ")
                    .append(Markdown.link(algorithm.name(), file))
                    .append(" | ")
                    .append(algorithm.version())
                    .append(" | ")
                    .append(Markdown.text(algorithm.summary()))
                    .append(" |\n"));
        });
        return text.toString();
    }
}
