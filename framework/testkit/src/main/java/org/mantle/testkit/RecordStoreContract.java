package org.mantle.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.MantleBuilder;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmSource;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.history.RunRecord;
import org.mantle.framework.property.Property;

/**
 * What every store of a history's records promises, as tests: whoever brings a {@code RecordStore} extends this.
 *
 * @since 0.1.0
 */
public abstract class RecordStoreContract {

    private static final int RUNS = 100;

    /** Makes the contract of one store. */
    protected RecordStoreContract() {}

    /**
     * Has a host keep its history in the store, which is empty when a test begins, and for the next hosts of the same test holds what
     * the earlier ones kept.
     */
    protected abstract MantleBuilder keepHistory(MantleBuilder host) throws Exception;

    private static final class Counts extends Algorithm {

        static final Property<Integer> NUMBER = Property.integer("Number")
                .mandatory()
                .documentation("What is counted.")
                .build();

        @Override
        protected void declare(Declaration declaration) {
            declaration.name("Counts").categories("Tests").summary("Counts.").properties(NUMBER);
        }

        @Override
        protected void execute(Context run) {
            // that it ran is all
        }
    }

    private static final class Counting implements AlgorithmSource {

        @Override
        public String location() {
            return RecordStoreContract.class.getName();
        }

        @Override
        public List<Supplier<? extends Algorithm>> algorithms() {
            return List.of(Counts::new);
        }
    }

    private Mantle host(int capacity) throws Exception {
        MantleBuilder builder = Mantle.builder().discover(false).source(new Counting());
        return keepHistory(builder).historyCapacity(capacity).build();
    }

    private static void count(Mantle mantle, int from, int to) {
        for (int number = from; number <= to; number++) {
            mantle.run("Counts", Map.of("Number", number));
        }
    }

    private static List<@Nullable Object> counted(Mantle mantle) {
        List<@Nullable Object> counted = new ArrayList<>();
        for (RunRecord record : mantle.history().records()) {
            counted.add(record.inputs().get("Number"));
        }
        return counted;
    }

    private static List<Long> numbers(Mantle mantle) {
        return mantle.history().records().stream().map(RunRecord::number).toList();
    }

    @Test
    void theNewestRecordsAreThereInTheirOrderForTheNextHostToo() throws Exception {
        try (Mantle mantle = host(10)) {
            count(mantle, 1, 5);
            assertEquals(List.of(1, 2, 3, 4, 5), counted(mantle));
        }
        try (Mantle mantle = host(3)) {
            assertEquals(List.of(3, 4, 5), counted(mantle));
            assertEquals(List.of(3L, 4L, 5L), numbers(mantle));
            assertEquals(List.of(), mantle.history().faults());
        }
    }

    @Test
    void twoHostsAtATimeLoseNothingAndNumberEachRecordOnce() throws Exception {
        try (Mantle one = host(10 * RUNS);
                Mantle other = host(10 * RUNS)) {
            Thread elsewhere = new Thread(() -> count(other, RUNS + 1, 2 * RUNS));
            elsewhere.start();
            count(one, 1, RUNS);
            elsewhere.join();

            Set<@Nullable Object> all = new TreeSet<>();
            for (int number = 1; number <= 2 * RUNS; number++) {
                all.add(number);
            }
            List<@Nullable Object> seen = counted(one);
            assertEquals(all, new TreeSet<>(seen), "every run is there");
            assertEquals(2 * RUNS, seen.size(), "and once");
            assertEquals(2 * RUNS, new HashSet<>(numbers(one)).size(), "with a number of its own");
            assertEquals(seen, counted(other), "and both hosts see the same");
        }
    }

    @Test
    void whatIsClearedIsGoneForEveryHost() throws Exception {
        try (Mantle one = host(10);
                Mantle other = host(10)) {
            count(one, 1, 1);
            assertEquals(List.of(1), counted(other));

            other.history().clear();

            assertEquals(List.of(), counted(one));
            count(one, 2, 2);
            assertEquals(List.of(2), counted(other));
        }
    }
}
