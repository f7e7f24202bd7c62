package org.mantle.framework.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Inputs;
import org.mantle.framework.property.Problems;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmDescriptor;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.RegistryFault;
import org.mantle.framework.testing.TestHosts;
import org.mantle.framework.type.Registration;

/** Providers that come and go while the host is at work, and whoever wants to know of it. */
class RegistryChangeTests {

    interface Greeting {
        String text();
    }

    abstract static class Named extends Algorithm {
        static final Property<String> WHO = Property.string("Who").output().build();

        @Override
        protected void execute(Context run) throws InterruptedException {
            run.set(WHO, getClass().getSimpleName());
        }
    }

    static final class One extends Named {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Load").aliases("Read", "Bring").properties(WHO);
        }
    }

    static final class OneAgain extends Named {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "LOAD").properties(WHO);
        }
    }

    static final class Two extends Named {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Load")
                    .version(2)
                    .aliases("Fetch", "Bring")
                    .properties(WHO);
        }
    }

    static final class Greets extends Named {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Greets").properties(WHO);
        }

        @Override
        protected void execute(Context run) throws InterruptedException {
            run.service(CountDownLatch[].class)[0].countDown();
            run.service(CountDownLatch[].class)[1].await();
            run.set(WHO, run.service(Greeting.class).text());
        }
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    private static AlgorithmProvider provider(Class<? extends Algorithm>... algorithms) {
        return TestHosts.provider(Arrays.asList(algorithms), services -> {});
    }

    private static Object who(Mantle mantle, String name) {
        return mantle.run(name, Map.of()).get("Who");
    }

    @Test
    void whatRemainsStaysReachableAndItsHighestVersionIsRight() {
        try (Mantle mantle = TestHosts.host(One.class)) {
            Registration two = mantle.register(provider(Two.class));
            assertThat(mantle.registry().get("load")).hasToString("Load v2");
            assertThat(mantle.registry().get("Fetch")).hasToString("Load v2");
            assertThat(mantle.registry().get("Bring")).hasToString("Load v2");
            two.close();
            two.close();
            assertThat(mantle.registry().get("Load")).hasToString("Load v1");
            assertThat(mantle.registry().get("read", 1)).hasToString("Load v1");
            assertThat(mantle.registry().find("Fetch")).isEmpty();
            assertThat(mantle.registry().get("Bring")).hasToString("Load v1");
            assertThat(mantle.registry().all()).hasSize(1);
            assertThat(mantle.registry().faults()).isEmpty();
        }
    }

    @Test
    void anAliasOfSeveralVersionsMeansTheHighestInWhateverOrderTheyCome() {
        try (Mantle mantle = TestHosts.host(Two.class, One.class)) {
            assertThat(mantle.registry().get("Bring")).hasToString("Load v2");
            assertThat(mantle.registry().faults()).isEmpty();
        }
    }

    @Test
    void theSameNameAndVersionIsRefusedUnlessItIsToBeReplaced() {
        try (Mantle mantle = TestHosts.host(One.class)) {
            Registration refused = mantle.register(provider(OneAgain.class));
            assertThat(who(mantle, "Load")).isEqualTo("One");
            assertThat(mantle.registry().faults())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.message()).contains("LOAD v1 is there already"));
            refused.close();
            assertThat(mantle.registry().faults()).isEmpty();

            Registration replaced = mantle.registerInPlace(provider(OneAgain.class));
            assertThat(who(mantle, "Load")).isEqualTo("OneAgain");
            assertThat(mantle.registry().find("Read")).isEmpty();
            assertThat(mantle.registry().faults()).isEmpty();
            replaced.close();
            assertThat(who(mantle, "Read")).isEqualTo("One");
        }
    }

    static final class Fetch extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Fetch").aliases("Read");
        }

        @Override
        protected void execute(Context run) {}
    }

    @Test
    void anAliasThatIsToBeReplacedMeansTheOtherAndIsNoFault() {
        try (Mantle mantle = TestHosts.host(One.class)) {
            Registration replaced = mantle.registerInPlace(provider(Fetch.class));
            assertThat(mantle.registry().get("read")).hasToString("Fetch v1");
            assertThat(mantle.registry().faults()).isEmpty();
            replaced.close();
            assertThat(who(mantle, "Read")).isEqualTo("One");
        }
    }

    @Test
    void changesAreToldInTheirOrderAndAListenerThatThrowsHarmsNobody() {
        try (Mantle mantle = TestHosts.host(One.class)) {
            List<String> told = new ArrayList<>();
            mantle.registry().onChange(change -> {
                throw new StackOverflowError("on purpose");
            });
            Registration listening = mantle.registry().onChange(change -> {
                told.add("-" + change.removed() + " +" + change.added());
                if (told.size() == 1) { // a change from within is told after this one
                    mantle.register(provider(Greets.class));
                    told.add("registered");
                }
            });
            Registration two = mantle.register(provider(Two.class));
            two.close();
            assertThat(told).containsExactly("-[] +[Load v2]", "registered", "-[] +[Greets v1]", "-[Load v2] +[]");
            listening.close();
            mantle.register(provider(Two.class));
            assertThat(told).hasSize(4);
        }
    }

    @Test
    void whoListensHearsOfFaultsAlone() {
        try (Mantle mantle = TestHosts.host(One.class)) {
            List<Integer> faults = new ArrayList<>();
            mantle.registry().onChange(change -> {
                assertThat(change.added()).isEmpty();
                assertThat(change.removed()).isEmpty();
                faults.add(mantle.registry().faults().size());
            });
            Registration refused = mantle.register(provider(OneAgain.class));
            refused.close();
            mantle.register(provider());
            assertThat(faults).containsExactly(1, 0);
        }
    }

    @Test
    void manyThreadsChangeAndLookWithoutAWrongAnswer() throws InterruptedException {
        try (Mantle mantle = TestHosts.host(One.class)) {
            Queue<String> balance = new ConcurrentLinkedQueue<>();
            mantle.registry().onChange(change -> {
                change.removed().forEach(algorithm -> balance.add("-" + algorithm));
                change.added().forEach(algorithm -> balance.add("+" + algorithm));
            });
            List<Thread> threads = IntStream.range(0, 4)
                    .mapToObj(number -> new Thread(() -> {
                        for (int i = 0; i < 50; i++) {
                            Registration two = mantle.register(provider(Two.class));
                            assertThat(mantle.registry().get("Load").version()).isEqualTo(2);
                            assertThat(mantle.registry().search("load")).hasSize(1);
                            two.close();
                            assertThat(mantle.registry().get("Read").version()).isEqualTo(1);
                        }
                        balance.add("done");
                    }))
                    .toList();
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(balance).filteredOn("done"::equals).hasSize(4);
            int there = 0;
            for (String change : balance) {
                there += change.equals("+Load v2") ? 1 : change.equals("-Load v2") ? -1 : 0;
                assertThat(there).isBetween(0, 1);
            }
            assertThat(there).isZero();
            assertThat(mantle.registry().get("Load").version()).isEqualTo(1);
        }
    }

    @Test
    void aRunUnderWayKeepsTheServicesOfItsPlugin() throws InterruptedException {
        CountDownLatch[] latches = {new CountDownLatch(1), new CountDownLatch(1)};
        try (Mantle mantle = Mantle.builder()
                .discover(false)
                .service(CountDownLatch[].class, latches)
                .build()) {
            Registration plugin = mantle.register(
                    TestHosts.provider(List.of(Greets.class), services -> services.set(Greeting.class, () -> "hello")));
            AlgorithmRun run = mantle.start("Greets", Map.of());
            latches[0].await();
            plugin.close();
            assertThat(mantle.services().find(Greeting.class)).isEmpty();
            latches[1].countDown();
            assertThat(run.outputs().get("Who")).isEqualTo("hello");
        }
    }

    /** A plugin whose every part throws or gives nothing; the fine one beside it works. */
    @Test
    void aHostilePluginHarmsNobodyElse() {
        try (Mantle mantle = TestHosts.builder(One.class)
                .provider(new Hostile(null, List.of()))
                .provider(new Hostile(java.lang.invoke.MethodHandles.lookup(), null))
                .provider(new Hostile(java.lang.invoke.MethodHandles.lookup(), Arrays.asList(null, Two.class)))
                .provider(
                        TestHosts.provider(List.of(OutOfMemory.class, Recursive.class, ThrowsLate.class), services -> {
                            throw new LinkageError("on purpose");
                        }))
                .build()) {
            assertThat(mantle.registry().all())
                    .extracting(AlgorithmDescriptor::toString)
                    .containsExactly("Load v1", "Load v2", "ThrowsLate v1");
            assertThat(who(mantle, "Load")).isEqualTo("Two");
            assertThat(mantle.registry().faults())
                    .extracting(RegistryFault::message)
                    .satisfiesExactlyInAnyOrder(
                            message -> assertThat(message)
                                    .isEqualTo("its lookup() gives null; give MethodHandles.lookup()"),
                            message -> assertThat(message)
                                    .isEqualTo("its algorithms() gives null; give a list, which may be empty"),
                            message -> assertThat(message).isEqualTo("one of its algorithms() is null; leave it out"),
                            message -> assertThat(message).contains("OutOfMemoryError"),
                            message -> assertThat(message).contains("StackOverflowError"),
                            message -> assertThat(message).contains("LinkageError: on purpose"));
            org.assertj.core.api.Assertions.assertThatExceptionOfType(AlgorithmFailedException.class)
                    .isThrownBy(() -> mantle.validate("ThrowsLate", Map.of()))
                    .withMessageContaining(
                            "ThrowsLate v1 failed: its check of the inputs broke down: StackOverflowError");
        }
    }

    private record Hostile(java.lang.invoke.MethodHandles.Lookup lookup, List<Class<? extends Algorithm>> algorithms)
            implements AlgorithmProvider {}

    static final class OutOfMemory extends Named {
        OutOfMemory() {
            throw new OutOfMemoryError("on purpose");
        }

        @Override
        protected void declare(Declaration declaration) {}
    }

    static final class Recursive extends Named {
        @Override
        protected void declare(Declaration declaration) {
            declare(declaration);
        }
    }

    static final class ThrowsLate extends Named {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "ThrowsLate").properties(WHO);
        }

        @Override
        protected void validateInputs(Inputs inputs, Problems problems) {
            throw new StackOverflowError();
        }
    }
}
