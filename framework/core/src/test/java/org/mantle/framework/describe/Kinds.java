package org.mantle.framework.describe;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mantle.framework.property.Property;
import org.mantle.framework.property.PropertyTypes;
import org.mantle.framework.type.FileMode;
import org.mantle.framework.type.PropertyType;
import org.mantle.validators.Validator;
import org.mantle.validators.Validators;

/** Every type of property, with values to try and validators to try them with. */
final class Kinds {

    private Kinds() {}

    /**
     * A type to try.
     *
     * @param exact whether JSON Schema can say all of what its conversion takes
     * @param values in JSON form
     * @param junk JSON that stands for none of its values, not even as text
     */
    record Kind<T>(
            PropertyType<T> type,
            boolean exact,
            List<JsonElement> values,
            List<JsonElement> junk,
            List<Checked<T>> validators) {}

    /**
     * A validator to try.
     *
     * @param exact whether JSON Schema can say all of it
     */
    record Checked<T>(Validator<? super T> validator, boolean exact) {}

    /** A choice whose labels are not its names. */
    enum Shape {
        ROUND("round"),
        FLAT("flat shape"),
        NONE("none");

        final String label;

        Shape(String label) {
            this.label = label;
        }
    }

    private static <T> Checked<T> said(Validator<? super T> validator) {
        return new Checked<>(validator, true);
    }

    private static <T> Checked<T> unsaid(Validator<? super T> validator) {
        return new Checked<>(validator, false);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    private static <T> Kind<T> kind(
            PropertyType<T> type, boolean exact, String values, String junk, Checked<T>... validators) {
        List<Checked<T>> all = Stream.concat(
                        Stream.of(said(Validators.<T>anything()), said(Validators.<T>required())),
                        Stream.of(validators))
                .toList();
        return new Kind<>(type, exact, elements(values), elements(junk), all);
    }

    private static List<JsonElement> elements(String json) {
        return JsonParser.parseString("[" + json + "]").getAsJsonArray().asList();
    }

    static List<Kind<?>> all(String file, String directory) {
        String paths = "'','" + file + "','" + directory + "','" + file + "-missing'";
        OffsetDateTime date = OffsetDateTime.parse("2026-02-03T04:00:00Z");
        return List.of(
                strings(),
                kind(
                        PropertyTypes.INTEGER,
                        true,
                        "-1,0,1,5,9,2147483647,-2147483648",
                        "'x',true,1.5,2147483648,[],{}",
                        said(Validators.between(1, 9)),
                        said(Validators.above(0).andBelow(9)),
                        said(Validators.oneOf(List.of(1, 5))),
                        said(Validators.emptyOr(Validators.atLeast(5))),
                        said(Validators.anyOf(List.of(Validators.atMost(0), Validators.oneOf(List.of(5))))),
                        said(Validators.between(1, 4).withTolerance(1.0)),
                        unsaid(Validators.satisfying("even", value -> value % 2 == 0))),
                kind(
                        PropertyTypes.LONG,
                        true,
                        "-1,0,1,4294967296",
                        "'x',false,1.5,[1]",
                        said(Validators.atMost(1L)),
                        said(Validators.oneOf(List.of(0L, 4294967296L)))),
                kind(
                        PropertyTypes.UNSIGNED,
                        true,
                        "0,1,4294967295",
                        "'x',-1,4294967296,1.5",
                        said(Validators.atLeast(1L))),
                kind(
                        PropertyTypes.UNSIGNED_LIST,
                        true,
                        "[],[0,4294967295]",
                        "[-1],[4294967296],'x'",
                        said(Validators.everyElement(Validators.atLeast(1L)))),
                kind(
                        PropertyTypes.FREE_MAP,
                        true,
                        "{},{'a':1,'b':[null,'x',{'c':0.5}]}",
                        "5,[],true",
                        unsaid(Validators.satisfying("small", map -> map.size() < 2))),
                kind(PropertyTypes.PATH, false, "'a/b','/c',''", "5,true", said(Validators.<Path>anything())),
                kind(
                        PropertyTypes.listOf(PropertyTypes.DATE_TIME),
                        false,
                        "[],['2026-02-03T04:00:00Z']",
                        "['x'],5,[5]",
                        said(Validators.everyElement(Validators.oneOf(List.of(date))))),
                kind(
                        PropertyTypes.NUMBER,
                        true,
                        "0.5,-1.0,0.0,-0.0,1e10,2,'NaN','Infinity','-Infinity'",
                        "'x',true,[0.5],'1.0.0'",
                        said(Validators.atLeast(0.0)),
                        said(Validators.between(-1.0, 2.0)),
                        said(Validators.atMost(Double.POSITIVE_INFINITY)),
                        said(Validators.oneOf(List.of(0.5, Double.NaN))),
                        said(Validators.anyOf(List.of(Validators.above(5.0), Validators.oneOf(List.of(0.5, 2.0)))))),
                kind(PropertyTypes.BOOLEAN, true, "true,false", "'x',[],5", said(Validators.oneOf(List.of(true)))),
                kind(
                        PropertyTypes.OPTIONAL_BOOLEAN,
                        true,
                        "'Unset','True','False'",
                        "'x',5,'true'",
                        unsaid(Validators.oneOf(List.of(Optional.of(true))))),
                kind(
                        PropertyTypes.choice(Shape.class, shape -> shape.label),
                        true,
                        "'round','flat shape','none'",
                        "'ROUND','x',true,[]",
                        unsaid(Validators.oneOf(List.of(Shape.ROUND)))),
                kind(
                        PropertyTypes.DATE_TIME,
                        false,
                        "'2026-02-03T04:00:00Z','2026-02-03T05:00:00+01:00','1999-12-31T23:59:59Z'",
                        "'x',5,'2026-02-30T00:00:00Z'",
                        said(Validators.oneOf(List.of(date))),
                        unsaid(Validators.atLeast(date))),
                kind(PropertyTypes.SECRET, true, "'','top'", "5,true,[]"),
                kind(
                        PropertyTypes.STRING_LIST,
                        true,
                        "[],['a'],['a','b'],['b','','a'],['c']",
                        "5,[true],{},[['a']]",
                        said(Validators.listLengthBetween(1, 2)),
                        said(Validators.everyElement(Validators.oneOf("a", "b"))),
                        said(Validators.everyElement(Validators.required())),
                        said(Validators.emptyOr(Validators.listLength(2))),
                        unsaid(Validators.oneOf(List.of(List.of("a", "b"))))),
                kind(
                        PropertyTypes.INTEGER_LIST,
                        true,
                        "[],[1],[1,5,-1],[9]",
                        "['1'],[2147483648],[1.5],'x',[true]",
                        said(Validators.everyElement(Validators.between(1, 9))),
                        said(Validators.listLengthAtLeast(1)),
                        unsaid(Validators.<Integer>orderedPairs())),
                kind(
                        PropertyTypes.NUMBER_LIST,
                        true,
                        // 2.0 and not 2: the validator holds them for equal outside of lists only
                        "[],[1.5],['NaN',2.0],[-1.0,'Infinity',3.0]",
                        "['x'],'x',[true],{}",
                        said(Validators.listLengthAtMost(2)),
                        unsaid(Validators.everyElement(Validators.atLeast(0.0))),
                        unsaid(Validators.rebinListOrEnds())),
                kind(
                        PropertyTypes.doubleArray(),
                        true,
                        "[],[1.5],['NaN',2.0],[-1.0,'Infinity',3.0]",
                        "['x'],'x',[true],{}",
                        said(Validators.doubleArray(Validators.listLengthAtMost(2))),
                        unsaid(Validators.doubleArray(Validators.everyElement(Validators.atLeast(0.0))))),
                kind(
                        PropertyTypes.intArray(),
                        true,
                        "[],[1],[1,5,-1],[9]",
                        "['1'],[2147483648],[1.5],'x',[true]",
                        said(Validators.intArray(Validators.everyElement(Validators.between(1, 9)))),
                        said(Validators.intArray(Validators.listLengthAtLeast(1)))),
                kind(PropertyTypes.longArray(), true, "[],[1,4294967296]", "[1.5],'x',{}"),
                kind(PropertyTypes.booleanArray(), true, "[],[true,false]", "['true'],'x',{}"),
                kind(PropertyTypes.floatArray(), false, "[],[0.5,'NaN']", "['x'],'x',{}"),
                kind(PropertyTypes.BOOLEAN_LIST, true, "[],[true,false]", "['true'],'x',{}"),
                kind(
                        PropertyTypes.listOfLists(PropertyTypes.LONG),
                        true,
                        "[],[[1],[2,3]]",
                        "[[]],[1],'x',[['a']]",
                        said(Validators.listLengthAtLeast(2))),
                kind(
                        PropertyTypes.file(FileMode.OPTIONAL_LOAD, "txt"),
                        false,
                        paths,
                        "5,true,[]",
                        unsaid(Validators.oneOf(file)),
                        unsaid(Validators.startsWith("x"))),
                kind(PropertyTypes.file(FileMode.LOAD), false, paths, "5"),
                kind(PropertyTypes.file(FileMode.OPTIONAL_DIRECTORY), false, paths, "5"),
                kind(
                        PropertyTypes.files(FileMode.LOAD, "txt"),
                        false,
                        "[],[['" + file + "']],[['" + directory + "']]",
                        "5,[[]],['x']"),
                map(),
                kind(PropertyTypes.javaObject(StringBuilder.class), true, "", "5,'x',{}"));
    }

    private static Kind<String> strings() {
        return kind(
                PropertyTypes.STRING,
                true,
                "'','a','abc','B','x y','http://a/b','2026-02-03T04:05:06Z','a:80','äöü'",
                "true,[],{}",
                said(Validators.oneOf("a", "abc", "x y")),
                said(Validators.startsWith("a", "x ")),
                said(Validators.containsAll("b", "c")),
                said(Validators.matching("[a-c]{1,3}|x\\s.", "a few letters")),
                said(Validators.matching("^[^B:]*$", "without B")),
                said(Validators.emptyOr(Validators.matching("a(?:bc)?", "a or abc"))),
                said(Validators.allOf(List.of(Validators.startsWith("a"), Validators.containsAll("c")))),
                said(Validators.anyOf(List.of(Validators.oneOf("B"), Validators.startsWith("a")))),
                unsaid(Validators.matching("(?i)b|\\p{IsAlphabetic}{3}", "B or letters")),
                unsaid(Validators.satisfying("short", value -> value.length() < 3)),
                unsaid(Validators.anyOf(
                        List.of(Validators.oneOf("B"), Validators.satisfying("long", value -> value.length() > 3)))),
                unsaid(Validators.atLeast("a")),
                unsaid(Validators.uri("http")),
                unsaid(Validators.dateTime()),
                unsaid(Validators.hostAndPort()));
    }

    private static Kind<?> map() {
        PropertyType<?> type = PropertyTypes.map(
                Property.string("Name").mandatory().build(),
                Property.integer("Count")
                        .defaultValue(1)
                        .validator(Validators.between(1, 9))
                        .build(),
                Property.number("Width").build());
        return kind(
                type,
                false,
                "{},{'Name':'a'},{'Name':'a','Count':9,'Width':'NaN'},{'Count':2},{'Name':'a','Count':10}",
                "{'Other':1},5,{'Name':true}");
    }
}
