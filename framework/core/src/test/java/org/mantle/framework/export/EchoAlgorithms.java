package org.mantle.framework.export;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.lang.invoke.MethodHandles;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.type.FileMode;
import org.mantle.framework.type.Presentation;
import org.mantle.framework.type.PropertyType;
import org.mantle.framework.type.Secret;

/** Algorithms that give back what they got, in every type. */
public final class EchoAlgorithms implements AlgorithmProvider {

    /** Called by the service loader. */
    public EchoAlgorithms() {}

    @Override
    public MethodHandles.Lookup lookup() {
        return MethodHandles.lookup();
    }

    @Override
    public List<Class<? extends Algorithm>> algorithms() {
        return List.of(
                Echo.class,
                FirstEcho.class,
                Odd.class,
                AlsoOdd.class,
                Family.class,
                OldFamily.class,
                Fails.class,
                Reads.class,
                Writes.class);
    }

    /** A type of an author's, of numbers with more digits than a double has. */
    static final class Exact implements PropertyType<BigDecimal> {
        @Override
        public String word() {
            return "exact number";
        }

        @Override
        public BigDecimal fromText(String text) {
            return new BigDecimal(text);
        }

        @Override
        public String toText(BigDecimal value) {
            return value.toString();
        }

        @Override
        public BigDecimal fromObject(Object value) {
            if (value instanceof BigDecimal number) {
                return number;
            }
            throw new IllegalArgumentException("needs a BigDecimal");
        }

        @Override
        public JsonElement toJson(BigDecimal value) {
            return new JsonPrimitive(value);
        }

        @Override
        public JsonObject schema() {
            return new JsonObject();
        }
    }

    /** A type of an author's whose text does not read back to an equal value; its JSON does. */
    static final class Rounded implements PropertyType<BigDecimal> {
        @Override
        public String word() {
            return "rounded number";
        }

        @Override
        public BigDecimal fromText(String text) {
            return new BigDecimal(text);
        }

        @Override
        public String toText(BigDecimal value) {
            return value.toBigInteger().toString();
        }

        @Override
        public BigDecimal fromObject(Object value) {
            return (BigDecimal) value;
        }

        @Override
        public BigDecimal fromJson(JsonElement json) {
            return json.getAsJsonArray().get(0).getAsBigDecimal();
        }

        @Override
        public JsonElement toJson(BigDecimal value) {
            JsonArray json = new JsonArray();
            json.add(value);
            return json;
        }

        @Override
        public JsonObject schema() {
            return new JsonObject();
        }
    }

    /** Gives back each input in the output of its name. */
    static final class Echo extends Algorithm {
        private static final Property<String> TEXT =
                Property.string("Text").inOut().keepBlanks().build();
        private static final Property<Integer> INTEGER =
                Property.integer("Integer").defaultValue(0).inOut().build();
        private static final Property<Long> LONG =
                Property.longInteger("Long").inOut().build();
        private static final Property<Double> NUMBER =
                Property.number("Number").inOut().build();
        private static final Property<Boolean> BOOL =
                Property.bool("Bool").inOut().build();
        private static final Property<List<String>> TEXTS =
                Property.stringList("Texts").inOut().build();
        private static final Property<List<Integer>> INTEGERS =
                Property.integerList("Integers").inOut().build();
        private static final Property<List<Double>> NUMBERS =
                Property.numberList("Numbers").inOut().build();
        private static final Property<List<List<String>>> NESTED = Property.of(
                        "Nested", PropertyTypes.listOfLists(PropertyTypes.STRING))
                .inOut()
                .build();
        private static final Property<Optional<Boolean>> MAYBE =
                Property.of("Maybe", PropertyTypes.OPTIONAL_BOOLEAN).inOut().build();
        private static final Property<OffsetDateTime> WHEN =
                Property.of("When", PropertyTypes.DATE_TIME).inOut().build();
        private static final Property<Map<String, Object>> MAP = Property.of(
                        "Map",
                        PropertyTypes.map(
                                Property.string("Inner").build(),
                                Property.numberList("InnerNumbers").build()))
                .inOut()
                .build();
        private static final Property<BigDecimal> EXACT =
                Property.of("Exact", new Exact()).inOut().build();
        private static final Property<Secret> PASSWORD =
                Property.secret("Password").build();
        private static final Property<Thread> OBJECT =
                Property.of("Object", PropertyTypes.javaObject(Thread.class)).build();
        private static final Property<Integer> LENGTH =
                Property.integer("PasswordLength").output().build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("Echo")
                    .version(2)
                    .categories("Tests")
                    .summary("Gives back what it gets.")
                    .properties(
                            TEXT, INTEGER, LONG, NUMBER, BOOL, TEXTS, INTEGERS, NUMBERS, NESTED, MAYBE, WHEN, MAP,
                            EXACT, PASSWORD, OBJECT, LENGTH);
        }

        @Override
        protected void execute(Context run) {
            run.set(LENGTH, run.get(PASSWORD).reveal().length);
        }
    }

    /** The first version, which knew only a text. */
    static final class FirstEcho extends Algorithm {
        private static final Property<String> TEXT =
                Property.string("Text").inOut().build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("Echo")
                    .version(1)
                    .categories("Tests")
                    .summary("Gives back a text.")
                    .properties(TEXT);
        }

        @Override
        protected void execute(Context run) {}
    }

    /** Has names that are none in most languages. */
    static final class Odd extends Algorithm {
        private static final Property<String> BLANKS =
                Property.string("a b $x").inOut().build();
        private static final Property<String> CLASS =
                Property.string("class").inOut().build();
        private static final Property<String> UMLAUT =
                Property.string("\u00dcber'\"\\u0041").inOut().build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("\u00dcber.odd-name")
                    .categories("Tests")
                    .summary("Gives back what it gets.")
                    .properties(BLANKS, CLASS, UMLAUT);
        }

        @Override
        protected void execute(Context run) {}
    }

    /** Has a name that is the same as that of the other in the letters that every language takes. */
    static final class AlsoOdd extends Algorithm {
        private static final Property<BigDecimal> ROUNDED =
                Property.of("Rounded", new Rounded()).build();
        private static final Property<List<String>> FIRST =
                Property.stringList("First").build();
        private static final Property<List<String>> SECOND =
                Property.stringList("Second").build();
        private static final Property<List<String>> THIRD =
                Property.stringList("Third").build();
        private static final Property<String> FOLDER = Property.string("Folder")
                .output()
                .presentation(Presentation.LOCAL_DIRECTORY)
                .build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("\u00c4ber.odd-name")
                    .categories("Tests")
                    .summary("Gives a folder.")
                    .properties(ROUNDED, FIRST, SECOND, THIRD, FOLDER);
        }

        @Override
        protected void execute(Context run) {
            run.set(FOLDER, "/data/results");
        }
    }

    /** Runs others inside. */
    static final class Family extends Algorithm {
        private static final Property<Integer> DEPTH =
                Property.integer("Depth").defaultValue(1).build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("Family")
                    .categories("Tests")
                    .summary("Runs others inside.")
                    .properties(DEPTH);
        }

        @Override
        protected void execute(Context run) {
            run.createChild("Echo", 0, 0.5)
                    .setProperty("Integer", run.get(DEPTH))
                    .execute();
            if (run.get(DEPTH) > 1) {
                run.createChild("Family", 0.5, 1)
                        .setProperty("Depth", run.get(DEPTH) - 1)
                        .execute();
            }
        }
    }

    /** Runs an older version inside. */
    static final class OldFamily extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            declaration.name("OldFamily").categories("Tests").summary("Runs an older version inside.");
        }

        @Override
        protected void execute(Context run) {
            run.createChild("Echo", 1, 0, 1).execute();
        }
    }

    /** Takes a file. */
    static final class Reads extends Algorithm {
        private static final Property<String> FILE =
                Property.file("File", FileMode.LOAD).build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("Reads")
                    .categories("Tests")
                    .summary("Takes a file.")
                    .properties(FILE);
        }

        @Override
        protected void execute(Context run) {}
    }

    /** Gives the name of a file that it made, itself or by a run inside it. */
    static final class Writes extends Algorithm {
        private static final Property<String> FILE = Property.string("File").build();
        private static final Property<Boolean> INSIDE =
                Property.bool("Inside").defaultValue(false).build();
        private static final Property<String> WRITTEN = Property.string("Written")
                .output()
                .presentation(Presentation.LOCAL_FILE)
                .build();

        @Override
        protected void declare(Declaration declaration) {
            declaration
                    .name("Writes")
                    .categories("Tests")
                    .summary("Makes a file.")
                    .properties(FILE, INSIDE, WRITTEN);
        }

        @Override
        protected void execute(Context run) {
            if (run.get(INSIDE)) {
                run.createChild("Writes", 0, 1)
                        .setProperty("File", run.get(FILE))
                        .execute();
            }
            run.set(WRITTEN, run.get(FILE));
        }
    }

    /** Fails. */
    static final class Fails extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            declaration.name("Fails").categories("Tests").summary("Fails.");
        }

        @Override
        protected void execute(Context run) {
            throw new IllegalStateException("on purpose");
        }
    }

    /** Values that are hard to write, for the inputs of Echo. */
    static List<Map<String, Object>> hardInputs() {
        return List.of(
                Map.of(),
                Map.of("Text", "a 'quoted' \"text\" with `ticks` $HOME ${x} $(id) %s %1$s \\n \\u0041 \\\\ !bang #no"),
                Map.of("Text", " blanks around \t and\nlines\r\nof all kinds\n"),
                Map.of("Text", "-dash", "Texts", List.of("--json", "-", "", " x ", "a,b", "\"", "@file", "=")),
                Map.of("Text", "\u00e9\u4e2d\ud83d\ude00\u2028\u0001\u007f\u0085\ufeff\u202e{}%\u00a0"),
                Map.of("Text", "JSON", "Texts", List.of("JSON\nJSON", "<<'JSON'", "EOF", "null", "NaN", "1e5")),
                Map.of("Text", "@env:HOME", "Integer", Integer.MIN_VALUE, "Long", Long.MIN_VALUE, "Bool", true),
                Map.of("Integer", Integer.MAX_VALUE, "Long", Long.MAX_VALUE, "Number", -0.0),
                Map.of("Number", 0.1 + 0.2, "Numbers", List.of(1e300, 4.9e-324, 1e23, 2e-3, 100.0, 1.0 / 3)),
                Map.of("Number", Double.NaN, "Numbers", List.of(Double.POSITIVE_INFINITY, Double.NaN, -1.5)),
                Map.of(
                        "Integers",
                        List.of(1, 2, 3, 7, -4, 0),
                        "Nested",
                        List.of(List.of("a+b", "c,d"), List.of("\"e\""))),
                Map.of(
                        "Maybe",
                        Optional.of(false),
                        "When",
                        OffsetDateTime.parse("2026-11-22T10:00:00.000000001+05:30")),
                Map.of("Map", Map.of("Inner", "x\"\\\n\u00e9", "InnerNumbers", List.of(0.5, 1e-7))),
                Map.of("Exact", new BigDecimal("3.14159265358979323846264338327950288"), "Text", "x".repeat(9000)),
                Map.of("Exact", new BigDecimal("1E+400")));
    }
}
