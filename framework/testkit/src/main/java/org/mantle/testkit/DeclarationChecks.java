package org.mantle.testkit;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mantle.framework.Mantle;
import org.mantle.framework.property.Direction;
import org.mantle.framework.property.Problem;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.type.StoredObject;
import org.mantle.testkit.probe.Entries;
import org.mantle.testkit.probe.Folder;
import org.mantle.testkit.probe.SchemaCheck;
import org.mantle.testkit.probe.Words;

/** Checks what an algorithm says of itself. */
final class DeclarationChecks {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]*");
    private static final Pattern SENTENCE = Pattern.compile("\\S.*[.!?:)]", Pattern.DOTALL);

    private final Subject subject;
    private final AlgorithmDescriptor descriptor;

    DeclarationChecks(Subject subject) {
        this.subject = subject;
        this.descriptor = subject.descriptor();
    }

    List<Map.Entry<Requirement, Contract.Check>> checks() {
        return List.of(
                Map.entry(Requirement.DETERMINISTIC, this::deterministic),
                Map.entry(Requirement.DOCUMENTED, this::documented),
                Map.entry(Requirement.NAMED, this::named),
                Map.entry(Requirement.ROUND_TRIP, () -> ofValues(DeclarationChecks::roundTrip)),
                Map.entry(Requirement.SCHEMA, () -> ofValues(DeclarationChecks::schema)));
    }

    private List<String> deterministic() {
        Optional<AlgorithmDescriptor> again = subject.origin().declared();
        if (again.isEmpty()) {
            return List.of("the second one is wrong");
        }
        JsonElement first = descriptor.toJson();
        JsonElement second = again.get().toJson();
        return first.equals(second) ? List.of() : List.of("one is " + first, "another is " + second);
    }

    private List<String> documented() {
        List<String> found = new ArrayList<>();
        if (!SENTENCE.matcher(descriptor.summary()).matches()) {
            found.add("its summary is not a sentence: \"" + descriptor.summary() + "\"");
        }
        for (Property<?> property : descriptor.properties()) {
            if (!SENTENCE.matcher(property.documentation()).matches()) {
                found.add("the documentation of " + property.name() + " is not a sentence: \""
                        + property.documentation() + "\"");
            }
        }
        return found;
    }

    private List<String> named() {
        List<String> found = new ArrayList<>();
        List<String> names = new ArrayList<>(List.of(descriptor.name()));
        names.addAll(descriptor.aliases());
        for (Property<?> property : descriptor.properties()) {
            names.add(property.name());
            names.addAll(property.aliases());
        }
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                found.add("there is \"" + name + "\"");
            }
        }
        try (Mantle host = subject.newHost()) {
            for (Property<?> property : descriptor.properties()) {
                if (property.direction() != Direction.OUTPUT) {
                    found.addAll(misspelt(host, property.name()));
                }
            }
        }
        return found;
    }

    private List<String> misspelt(Mantle host, String name) {
        String misspelt = name + name.charAt(name.length() - 1);
        boolean taken = descriptor.property(misspelt).isPresent();
        return taken
                        || host.validate(subject.in(host), Map.of(misspelt, "")).stream()
                                .anyMatch(problem -> problem.code().equals(Problem.UNKNOWN_PROPERTY)
                                        && problem.nearest().equals(Optional.of(name)))
                ? List.of()
                : List.of(misspelt + " is not answered with " + name);
    }

    /** Finds what is wrong with a value of a property, in words. */
    private interface ValueCheck {
        <T> List<String> find(Property<T> property, T value);
    }

    private List<String> ofValues(ValueCheck check) throws Exception {
        List<String> found = new ArrayList<>();
        for (Property<?> property : descriptor.properties()) {
            if (isShown(property)) {
                found.addAll(ofDefault(property, check));
            }
        }
        try (Folder folder = new Folder();
                Mantle host = subject.newHost()) {
            for (Example example : subject.ofThis(folder.path())) {
                AlgorithmInstance instance = host.create(subject.in(host));
                example.inputs().forEach(instance::setProperty);
                for (Property<?> property : descriptor.properties()) {
                    if (property.direction() != Direction.OUTPUT && isShown(property)) {
                        found.addAll(ofEach(property, instance.getProperty(property.name()), check));
                    }
                }
            }
        }
        return found.stream().distinct().toList();
    }

    private static boolean isShown(Property<?> property) {
        return !property.type().isSecret() && !property.type().isInMemoryOnly();
    }

    private <T> List<String> ofDefault(Property<T> property, ValueCheck check) {
        boolean holds = !descriptor.isMandatory(property)
                && property.defaultValue().isPresent()
                && property.schema().has("default");
        return holds ? check.find(property, property.defaultValue().get()) : List.of();
    }

    // The value came out of this property.
    @SuppressWarnings("unchecked")
    private static <T> List<String> ofValue(Property<T> property, @Nullable Object value, ValueCheck check) {
        boolean isDefault = Objects.deepEquals(property.defaultValue().orElse(null), value);
        boolean nameless =
                value instanceof StoredObject<?> stored && stored.name().isEmpty();
        return value == null || isDefault || nameless ? List.of() : check.find(property, (T) value);
    }

    /** Finds what is wrong with each value of a property, of which there are several where an example loops. */
    private List<String> ofEach(Property<?> property, @Nullable Object given, ValueCheck check) {
        List<String> found = new ArrayList<>();
        if (given != null) {
            Entries.of(descriptor, property, given).forEach(value -> found.addAll(ofValue(property, value, check)));
        }
        return found;
    }

    private static <T> List<String> roundTrip(Property<T> property, T value) {
        List<String> found = new ArrayList<>();
        String text = property.type().toText(value);
        if (!Objects.deepEquals(value, read(() -> property.type().fromText(text)))) {
            found.add("the text " + Words.quoted(text) + " of " + property.name() + " does not read back");
        }
        JsonElement json = property.type().toJson(value);
        if (!Objects.deepEquals(value, read(() -> property.type().fromJson(json)))) {
            found.add("the JSON " + Words.quoted(json) + " of " + property.name() + " does not read back");
        }
        return found;
    }

    private static @Nullable Object read(Supplier<?> reader) {
        try {
            return reader.get();
        } catch (RuntimeException e) {
            // Foreign code: whatever a type throws, it has not read the value.
            return null;
        }
    }

    private static <T> List<String> schema(Property<T> property, T value) {
        return SchemaCheck.violation(property.schema(), property.type().toJson(value))
                .map(why -> List.of("that of " + property.name() + " refuses "
                        + Words.quoted(property.type().toJson(value)) + ": " + why))
                .orElse(List.of());
    }
}
