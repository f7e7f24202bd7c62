package org.mantle.framework.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyMap;
import org.mantle.framework.type.FileMode;
import org.mantle.framework.type.StoreMode;
import org.mantle.framework.type.StoredObject;

/** Runs the examples of {@code docs/properties.md}. */
class PropertiesPageTests {

    static final class ScaleRows extends Algorithm {
        // tag::properties[]
        static final Property<String> FILE = Property.file("File", FileMode.LOAD, "csv")
                .aliases("Filename", "InputFile") // still accepted; whoever uses one is told the name
                .build();
        static final Property<Double> FACTOR =
                Property.number("Factor").defaultValue(1.0).unit("mm").build();
        static final Property<String> RESULT = Property.file("Result", FileMode.SAVE, "csv")
                .remember(false) // a dialog does not offer last time's value
                .build();
        // end::properties[]

        // tag::default-from[]
        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("ScaleRows")
                    .categories("Text")
                    .summary("Multiplies every number of a file.")
                    .properties(FILE, FACTOR, RESULT)
                    .defaultFrom(RESULT, "File with the ending .scaled.csv", in -> in.get(FILE) + ".scaled.csv", FILE);
        }
        // end::default-from[]

        @Override
        protected void execute(Context run) {}
    }

    /** Counts over an energy or a time. */
    record Spectrum(List<Double> counts) {}

    static final class NormaliseSpectrum extends Algorithm {
        // tag::stored[]
        static final Property<StoredObject<Spectrum>> INPUT =
                Property.storedObject("Input", Spectrum.class, StoreMode.READ).build();
        static final Property<StoredObject<Spectrum>> RESULT =
                Property.storedObject("Result", Spectrum.class, StoreMode.WRITE).build();

        @Override
        protected void execute(Context run) {
            List<Double> counts = run.get(INPUT).get().counts();
            double sum = counts.stream().mapToDouble(Double::doubleValue).sum();
            Spectrum normalised =
                    new Spectrum(counts.stream().map(count -> count / sum).toList());
            run.set(RESULT, run.get(RESULT).with(normalised));
        }
        // end::stored[]

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("NormaliseSpectrum")
                    .categories("Spectra")
                    .summary("Divides counts by their sum.")
                    .properties(INPUT, RESULT);
        }
    }

    private static final AlgorithmProvider PROVIDER = new AlgorithmProvider() {
        @Override
        public MethodHandles.Lookup lookup() {
            return MethodHandles.lookup();
        }

        @Override
        public List<Class<? extends Algorithm>> algorithms() {
            return List.of(ScaleRows.class, NormaliseSpectrum.class);
        }
    };

    @TempDir
    Path folder;

    @Test
    void findsFilesAndWritesPropertyMaps() throws IOException {
        Path data = folder;
        Path results = folder;
        Files.writeString(folder.resolve("run5.csv"), "1,2");
        // tag::directories[]
        Mantle mantle = Mantle.builder()
                .dataDirectories(data) // where run5.csv is found
                .saveDirectory(results) // where scaled.csv goes
                // end::directories[]
                .discover(false)
                .provider(PROVIDER)
                .build();
        Path settings = folder.resolve("settings.json");
        // tag::maps[]
        PropertyMap inputs = mantle.inputs("ScaleRows", PropertyMap.parse("File=run5.csv; factor=2.5"));
        Optional<String> result = inputs.find(ScaleRows.RESULT); // the default that goes with this File
        inputs.write(settings, PropertyMap.Which.NON_DEFAULT);
        mantle.run("ScaleRows", PropertyMap.read(settings));
        // end::maps[]
        assertThat(result).contains(folder + "/run5.csv.scaled.csv");
        assertThat(PropertyMap.read(settings)).containsOnlyKeys("Factor", "File");
        assertThat(inputs.problems()).isEmpty();
        assertThat(inputs.toText(PropertyMap.Which.ALL))
                .isEqualTo("File=" + folder + "/run5.csv;Factor=2.5;Result=" + folder + "/run5.csv.scaled.csv");
        assertThat(mantle.validate("ScaleRows", Map.of("InputFile", "run5.csv")))
                .isEmpty();
        mantle.close();
    }

    @Test
    void takesAndLeavesObjectsByName() {
        try (Mantle mantle = Mantle.builder().discover(false).provider(PROVIDER).build()) {
            // tag::store[]
            mantle.objects().add("Raw", new Spectrum(List.of(1.0, 3.0)));
            mantle.run("NormaliseSpectrum", Map.of("Input", "Raw", "Result", "Normalised"));
            Spectrum normalised = mantle.objects().get("Normalised", Spectrum.class);
            // end::store[]
            assertThat(normalised.counts()).containsExactly(0.25, 0.75);
        }
    }
}
