package org.mantle.framework.property;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mantle.framework.type.PropertyType;
import org.mantle.validators.Validator;
import org.mantle.validators.Validators;

/** What a validator allows stands in the property's JSON Schema, in the keywords of draft 2020-12. */
class ConstraintSchemaTests {

    private static <T> void assertSchema(PropertyType<T> type, Validator<? super T> validator, String expected) {
        JsonElement schema =
                Property.of("P", type).mandatory().validator(validator).build().schema();
        assertThat(schema).isEqualTo(JsonParser.parseString(expected));
    }

    @Test
    void boundsAreInclusiveOrExclusiveKeywords() {
        assertSchema(
                PropertyTypes.NUMBER,
                Validators.atLeast(0.5).andBelow(1.5),
                "{'type':'number','minimum':0.5,'exclusiveMaximum':1.5}");
        assertSchema(
                PropertyTypes.INTEGER,
                Validators.above(0).andAtMost(9),
                "{'type':'integer','exclusiveMinimum':0,'maximum':9}");
        assertSchema(
                PropertyTypes.NUMBER,
                Validators.between(1.0, 2.0).withTolerance(0.5),
                "{'type':'number','minimum':0.5,'maximum':2.5}");
        assertSchema(PropertyTypes.NUMBER, Validators.atMost(Double.POSITIVE_INFINITY), "{'type':'number'}");
        assertSchema(PropertyTypes.STRING, Validators.atLeast("A"), "{'type':'string'}");
    }

    @Test
    void aClosedListIsAnEnumOfTheTypesValues() {
        assertSchema(PropertyTypes.STRING, Validators.oneOf("1", "2"), "{'type':'string','enum':['1','2']}");
        assertSchema(PropertyTypes.INTEGER, Validators.oneOf(List.of(1, 2)), "{'type':'integer','enum':[1,2]}");
    }

    @Test
    void textsHavePatternsAndFormats() {
        assertSchema(
                PropertyTypes.STRING,
                Validators.startsWith("a.b", "c/"),
                "{'type':'string','pattern':'^(?:a\\\\.b|c\\\\/)'}");
        assertSchema(
                PropertyTypes.STRING,
                Validators.containsAll("a", "b+"),
                "{'type':'string','pattern':'a','allOf':[{'pattern':'b\\\\+'}]}");
        assertSchema(
                PropertyTypes.STRING,
                Validators.matching("[A-Z]{3}", "capitals"),
                "{'type':'string','pattern':'^(?:[A-Z]{3})$'}");
        assertSchema(PropertyTypes.STRING, Validators.dateTime(), "{'type':'string','format':'date-time'}");
        assertSchema(PropertyTypes.STRING, Validators.uri("http"), "{'type':'string','format':'uri'}");
    }

    @Test
    void whatOnlyJavasExpressionsHaveIsLeftOutOfTheSchema() {
        for (String regex : List.of("a++", "(?i)a", "\\p{Alpha}", "[a&&[b]]", "\\Qa\\E", "\\ha")) {
            assertSchema(PropertyTypes.STRING, Validators.matching(regex, "so"), "{'type':'string'}");
        }
    }

    @Test
    void listsHaveALengthAndItemsWithTheirOwnRules() {
        assertSchema(
                PropertyTypes.STRING_LIST,
                Validators.allOf(List.of(
                        Validators.listLengthBetween(1, 3), Validators.everyElement(Validators.oneOf("a", "b")))),
                "{'type':'array','items':{'type':'string','enum':['a','b']},'minItems':1,'maxItems':3}");
    }

    @Test
    void aListThatMustBeGivenHasAtLeastOneElement() {
        String items = "{'type':'array','items':{'type':'number'}";
        assertSchema(PropertyTypes.NUMBER_LIST, Validators.anything(), items + ",'minItems':1}");
        assertSchema(PropertyTypes.NUMBER_LIST, Validators.rebinList(), items + ",'minItems':1}");
        assertSchema(PropertyTypes.NUMBER_LIST, Validators.listLengthAtMost(4), items + ",'maxItems':4,'minItems':1}");
        assertSchema(PropertyTypes.NUMBER_LIST, Validators.listLength(4), items + ",'minItems':4,'maxItems':4}");
        assertThat(Property.numberList("P")
                        .validator(Validators.listLengthAtMost(4))
                        .build()
                        .schema())
                .isEqualTo(JsonParser.parseString(items + ",'maxItems':4,'default':[]}"));
    }

    @Test
    void alternativesStandSideBySide() {
        assertSchema(
                PropertyTypes.INTEGER,
                Validators.anyOf(List.of(Validators.atMost(1), Validators.atLeast(9))),
                "{'type':'integer','anyOf':[{'type':'integer','maximum':1},{'type':'integer','minimum':9}]}");
        assertSchema(
                PropertyTypes.STRING,
                Validators.emptyOr(Validators.dateTime()),
                "{'type':'string','anyOf':[{'maxLength':0},{'type':'string','format':'date-time'}]}");
    }

    @Test
    void aPropertyStoresTheRealValueOfAnAlias() {
        Property<String> marker = Property.string("Marker")
                .validator(Validators.oneOf(List.of("Cross", "Plus"), Map.of("X", "Cross", "Plus", "Cross")))
                .defaultValue("X")
                .build();
        assertThat(marker.defaultValue()).contains("Cross");
        assertThat(marker.convert(" X ")).isEqualTo("Cross");
        assertThat(marker.convert(JsonParser.parseString("'X'"))).isEqualTo("Cross");
        assertThat(marker.convert("Plus")).isEqualTo("Plus");
        assertThat(marker.convertOutput("X")).isEqualTo("Cross");
        assertThat(marker.allowedValues()).containsExactly("Cross", "Plus");
        assertThat(Condition.is(marker, "X")).isEqualTo(Condition.is(marker, "Cross"));

        Property<Integer> count = Property.integer("Count")
                .validator(Validators.oneOf(List.of(1, 2), Map.of("one", 1)))
                .build();
        assertThat(count.convert("one")).isEqualTo(1);
    }

    @Test
    void anAliasIsMeantByTheValueThatItsTextIs() {
        Property<Integer> count = Property.integer("Count")
                .validator(Validators.oneOf(List.of(1, 5, 3), Map.of("11", 1)))
                .defaultValue(11)
                .build();
        assertThat(count.defaultValue()).contains(1);
        assertThat(count.convert("11")).isEqualTo(1);
        assertThat(count.convert("+11")).isEqualTo(1);
        assertThat(count.convert(11)).isEqualTo(1);
        assertThat(count.convert(11L)).isEqualTo(1);
        assertThat(count.convert(JsonParser.parseString("11"))).isEqualTo(1);
        assertThat(count.convert(JsonParser.parseString("11.0"))).isEqualTo(1);
        assertThat(count.convert(JsonParser.parseString("'11'"))).isEqualTo(1);
        assertThat(count.convertOutput(11)).isEqualTo(1);
        assertThat(count.check(12)).isPresent();
        assertThat(Condition.is(count, 11)).isEqualTo(Condition.is(count, 1));

        // 1 is an allowed value, whatever 01 stands for
        Property<Long> padded = Property.longInteger("Padded")
                .validator(Validators.oneOf(List.of(1L, 10L), Map.of("01", 10L)))
                .build();
        assertThat(padded.convert("01")).isEqualTo(10L);
        assertThat(padded.convert("1")).isEqualTo(1L);
        assertThat(padded.convert(1L)).isEqualTo(1L);

        Property<Double> factor = Property.number("Factor")
                .validator(Validators.oneOf(List.of(0.5, 2.0), Map.of("1.50", 2.0, "half", 0.5)))
                .build();
        assertThat(factor.convert(1.5)).isEqualTo(2.0);
        assertThat(factor.convert("half")).isEqualTo(0.5);
        assertThat(factor.convert(2)).isEqualTo(2.0);
        assertThat(factor.allowedValues()).containsExactly("0.5", "2");
    }

    @Test
    void blanksAreKeptWhereTheyAreDeclaredToCount() {
        assertThat(Property.string("P").build().convert(" a ")).isEqualTo("a");
        assertThat(Property.string("P").keepBlanks().build().convert(" a ")).isEqualTo(" a ");
        assertThat(Property.string("P").keepBlanks().build().convert(JsonParser.parseString("' a '")))
                .isEqualTo(" a ");
    }

    @Test
    void aPropertyHasAUnit() {
        assertThat(Property.number("Width").unit("mm").build().unit()).isEqualTo("mm");
        assertThat(Property.number("Width").build().unit()).isEmpty();
    }
}
