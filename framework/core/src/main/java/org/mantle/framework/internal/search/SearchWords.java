package org.mantle.framework.internal.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.mantle.framework.internal.text.Names;

/**
 * The words of many texts, each with the places where it stands, and an index of every three letters in a row, by which those
 * that contain a part are found. Filled by one thread, then frozen.
 */
final class SearchWords {

    /** How many numbers three letters are mixed to: that two share one costs a comparison, no wrong answer. */
    private static final int BUCKETS = 1 << 16;

    private final Map<String, Integer> numbers = new HashMap<>();

    /** The words of each text that came before: many properties are shared by algorithms. */
    private final Map<String, int[]> texts = new HashMap<>();

    private final List<Places> places = new ArrayList<>();
    private String[] words = {};

    /** Where the numbers of the words of each bucket begin in {@link #members}, and at last where they all end. */
    private int[] starts = {};

    private int[] members = {};

    /** Where a word stands, in ascending order. */
    private static final class Places {

        private int[] all = new int[2];
        private int count;

        void add(int place) {
            if (count > 0 && all[count - 1] == place) {
                return;
            }
            if (count == all.length) {
                all = Arrays.copyOf(all, count * 2);
            }
            all[count++] = place;
        }
    }

    /** Takes up the words of a text, in any letter case. */
    void add(String text, int place) {
        for (int number : texts.computeIfAbsent(text, this::numbersOf)) {
            places.get(number).add(place);
        }
    }

    private int[] numbersOf(String text) {
        List<String> found = split(text);
        int[] ofText = new int[found.size()];
        for (int i = 0; i < ofText.length; i++) {
            ofText[i] = numbers.computeIfAbsent(found.get(i), word -> {
                places.add(new Places());
                return places.size() - 1;
            });
        }
        return ofText;
    }

    /** Returns the words of a text in small letters. */
    static List<String> split(String text) {
        String lower = Names.lower(text);
        List<String> found = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= lower.length(); i++) {
            if (i == lower.length() || Character.isWhitespace(lower.charAt(i))) {
                if (i > from) {
                    found.add(lower.substring(from, i));
                }
                from = i + 1;
            }
        }
        return found;
    }

    /** Makes the index, when all texts are there. */
    void freeze() {
        words = new String[places.size()];
        numbers.forEach((word, number) -> words[number] = word);
        numbers.clear();
        texts.clear();
        starts = new int[BUCKETS + 1];
        for (String word : words) {
            for (int i = 0; i + 2 < word.length(); i++) {
                starts[bucket(word, i) + 1]++;
            }
        }
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            starts[bucket + 1] += starts[bucket];
        }
        members = new int[starts[BUCKETS]];
        int[] next = Arrays.copyOf(starts, BUCKETS);
        for (int number = 0; number < words.length; number++) {
            for (int i = 0; i + 2 < words[number].length(); i++) {
                members[next[bucket(words[number], i)]++] = number;
            }
        }
    }

    private static int bucket(String word, int at) {
        int mixed = (word.charAt(at) * 31 + word.charAt(at + 1)) * 31 + word.charAt(at + 2);
        return (mixed ^ mixed >>> 16) & (BUCKETS - 1);
    }

    /** Gives the number of each word that contains a part, in ascending order. */
    void containing(String part, IntConsumer found) {
        if (part.length() < 3) {
            for (int number = 0; number < words.length; number++) {
                if (words[number].contains(part)) {
                    found.accept(number);
                }
            }
            return;
        }
        int rarest = bucket(part, 0);
        for (int i = 1; i + 2 < part.length(); i++) {
            int bucket = bucket(part, i);
            if (starts[bucket + 1] - starts[bucket] < starts[rarest + 1] - starts[rarest]) {
                rarest = bucket;
            }
        }
        // a word is there twice that has the three letters twice
        int before = -1;
        for (int i = starts[rarest]; i < starts[rarest + 1]; i++) {
            int number = members[i];
            if (number != before && words[number].contains(part)) {
                found.accept(number);
            }
            before = number;
        }
    }

    String word(int number) {
        return words[number];
    }

    /** Gives the places of a word. */
    void places(int number, IntConsumer found) {
        Places ofWord = places.get(number);
        for (int i = 0; i < ofWord.count; i++) {
            found.accept(ofWord.all[i]);
        }
    }
}
