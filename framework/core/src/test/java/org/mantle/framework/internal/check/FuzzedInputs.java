package org.mantle.framework.internal.check;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.mantle.framework.type.Secret;

/** Makes texts, JSON and objects that come near to what types take, and others that do not. */
public final class FuzzedInputs {

    /** What the text forms are made of. */
    private static final List<String> FRAGMENTS = List.of(
            "1",
            "-",
            "+",
            ":",
            ",",
            ";",
            "=",
            "\"",
            " ",
            "\t",
            "\n",
            "0",
            "9",
            "4294967295",
            "9223372036854775807",
            "-5",
            "2-5",
            "7:4",
            "2:9:3",
            "1e",
            "e999999999",
            ".",
            ".5",
            "NaN",
            "Infinity",
            "true",
            "False",
            "Unset",
            "{",
            "}",
            "[",
            "]",
            "{\"Text\":",
            "null",
            "\\",
            "\\u",
            "'",
            "#",
            "~",
            "~/",
            "/",
            "a",
            "é",
            "\ud83d\ude00",
            "\ud800",
            "\u0000",
            "\u2028",
            "\ufeff",
            "*",
            "?",
            "DAYS",
            "2024-02-30",
            "2024-02-29T23:59:60Z",
            "2024-02-29T12:00",
            "T",
            "Z",
            "+18:00",
            "0x1F",
            "\u0661",
            "\u2007",
            "Text",
            "Numbers");

    private FuzzedInputs() {}

    private static final int DEEPEST = 4;

    public static Arbitrary<String> texts() {
        return Arbitraries.randomValue(FuzzedInputs::text);
    }

    public static Arbitrary<JsonElement> jsons() {
        return Arbitraries.randomValue(random -> json(random, 0));
    }

    public static Arbitrary<Object> objects() {
        return Arbitraries.randomValue(random -> object(random, 0));
    }

    /** Makes maps that a caller may give, with names that are right, nearly right, and wrong. */
    static Arbitrary<Map<String, Object>> maps(List<String> names) {
        return Arbitraries.randomValue(random -> {
            Map<String, Object> map = new LinkedHashMap<>();
            for (int i = random.nextInt(8); i > 0; i--) {
                String name = names.get(random.nextInt(names.size()));
                String spelt = switch (random.nextInt(6)) {
                    case 0 -> name.toUpperCase(Locale.ROOT);
                    case 1 -> name.substring(1) + "x";
                    case 2 -> text(random);
                    default -> name;
                };
                map.put(spelt, random.nextInt(10) == 0 ? null : object(random, 0));
            }
            return map;
        });
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(9); i > 0; i--) {
            text.append(
                    random.nextInt(8) == 0
                            ? String.valueOf((char) random.nextInt(1 << 16))
                            : FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
        }
        return text.toString();
    }

    private static String name(Random random) {
        return random.nextBoolean() ? List.of("Text", "text", "Numbers", "Free").get(random.nextInt(4)) : text(random);
    }

    private static JsonElement json(Random random, int depth) {
        switch (random.nextInt(depth < DEEPEST ? 9 : 6)) {
            case 0 -> {
                return new JsonPrimitive(random.nextLong());
            }
            case 1 -> {
                return new JsonPrimitive(Double.longBitsToDouble(random.nextLong()));
            }
            case 2 -> {
                return new JsonPrimitive(new BigDecimal(
                        List.of("1e999999999", "-1E-999999999", "3.0", "1e2", "0.1e1", "123456789012345678901234567890")
                                .get(random.nextInt(6))));
            }
            case 3 -> {
                return random.nextBoolean() ? new JsonPrimitive(random.nextBoolean()) : JsonNull.INSTANCE;
            }
            case 6, 7 -> {
                JsonArray array = new JsonArray();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(json(random, depth + 1));
                }
                return array;
            }
            case 8 -> {
                JsonObject object = new JsonObject();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.add(name(random), json(random, depth + 1));
                }
                return object;
            }
            default -> {
                return new JsonPrimitive(text(random));
            }
        }
    }

    private static Object object(Random random, int depth) {
        switch (random.nextInt(depth < DEEPEST ? 9 : 6)) {
            case 0 -> {
                return random.nextBoolean() ? (Object) random.nextLong() : (Object) random.nextInt();
            }
            case 1 -> {
                return Double.longBitsToDouble(random.nextLong());
            }
            case 2, 3 -> {
                return ODD.get(random.nextInt(ODD.size()));
            }
            case 6 -> {
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(object(random, depth + 1));
                }
                return list;
            }
            case 7 -> {
                Map<Object, Object> map = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    map.put(
                            random.nextInt(9) == 0 ? object(random, depth + 1) : name(random),
                            object(random, depth + 1));
                }
                return map;
            }
            case 8 -> {
                return json(random, depth);
            }
            default -> {
                return text(random);
            }
        }
    }

    private static final List<Object> ODD = List.of(
            true,
            'x',
            1.5f,
            (short) 3,
            (byte) -1,
            BigInteger.TWO.pow(64),
            BigInteger.TEN,
            BigDecimal.ONE,
            Double.NaN,
            -0.0,
            Optional.empty(),
            Optional.of(false),
            Optional.of("x"),
            TimeUnit.DAYS,
            Thread.State.NEW,
            Path.of("a/b"),
            new int[] {1, 2},
            new double[] {0.1},
            new Object[] {"a", 1},
            new char[] {'s'},
            Instant.MAX,
            Instant.EPOCH,
            OffsetDateTime.MIN,
            Secret.none(),
            new Object());

    public static Arbitrary<OffsetDateTime> moments() {
        return Combinators.combine(
                        Arbitraries.longs().between(-62_167_219_200L, 253_402_300_799L),
                        Arbitraries.integers().between(0, 999_999_999),
                        Arbitraries.integers().between(-18 * 3600, 18 * 3600))
                .as((second, nano, offset) -> OffsetDateTime.of(
                        LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC), ZoneOffset.ofTotalSeconds(offset)));
    }
}
