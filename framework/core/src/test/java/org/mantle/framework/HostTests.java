package org.mantle.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.AlgorithmProvider;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.property.Property;
import org.mantle.framework.run.AlgorithmFailedException;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.Outputs;
import org.mantle.framework.run.RunState;
import org.mantle.framework.run.UnknownAlgorithmException;
import org.mantle.framework.testing.TestHosts;
import org.mantle.framework.testing.TestHosts.Body;

/** Hosts: what they own, what they give, and how they close. */
class HostTests {

    static final Property<String> GREETING =
            Property.string("Greeting").output().build();
    static final Property<Integer> NUMBER =
            Property.integer("Number").inOut().defaultValue(0).build();

    interface Greeter {
        String greet();
    }

    static final class Hosted extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Hosted").properties(GREETING, NUMBER);
        }

        @Override
        protected void execute(Context run) throws Exception {
            run.service(Body.class).run(run);
        }
    }

    private static final Body GREETS =
            run -> run.set(GREETING, run.service(Greeter.class).greet());

    private static final AlgorithmProvider WITH_DEFAULT = TestHosts.provider(
            List.of(Hosted.class), services -> services.set(Greeter.class, () -> "the provider's default"));

    private static MantleBuilder builder() {
        return Mantle.builder().discover(false).provider(WITH_DEFAULT).service(Body.class, GREETS);
    }

    @Test
    void aServiceOfTheHostReplacesTheProvidersDefault() {
        try (Mantle plain = builder().build();
                Mantle own =
                        builder().service(Greeter.class, () -> "the host's own").build()) {
            assertThat(plain.run("Hosted", Map.of()).get(GREETING)).isEqualTo("the provider's default");
            assertThat(own.run("Hosted", Map.of()).get(GREETING)).isEqualTo("the host's own");
            assertThat(own.services().get(Greeter.class).greet()).isEqualTo("the host's own");
            assertThat(own.services().find(Runnable.class)).isEmpty();
        }
    }

    @Test
    void aResolverIsAskedForWhatWasNotGivenBeforeAProvidersDefaultCounts() {
        List<Class<?>> asked = new CopyOnWriteArrayList<>();
        AtomicReference<@Nullable Object> bean = new AtomicReference<>();
        MantleBuilder resolved = builder().serviceResolver(type -> {
            asked.add(type);
            return type == Greeter.class ? bean.get() : null;
        });
        try (Mantle mantle = resolved.build();
                Mantle given =
                        resolved.service(Greeter.class, () -> "the host's own").build()) {
            assertThat(given.run("Hosted", Map.of()).get(GREETING)).isEqualTo("the host's own");
            assertThat(asked).isEmpty();

            assertThat(mantle.run("Hosted", Map.of()).get(GREETING)).isEqualTo("the provider's default");
            bean.set((Greeter) () -> "the container's");
            assertThat(mantle.run("Hosted", Map.of()).get(GREETING)).isEqualTo("the container's");
            bean.set((Greeter) () -> "another of the container's");
            assertThat(mantle.services().get(Greeter.class).greet()).isEqualTo("another of the container's");
            assertThat(asked).containsOnly(Greeter.class).hasSize(3);
            assertThat(mantle.services().find(Runnable.class)).isEmpty();

            bean.set("no greeter");
            assertThatExceptionOfType(AlgorithmFailedException.class)
                    .isThrownBy(() -> mantle.run("Hosted", Map.of()))
                    .withMessageContaining("java.lang.String, which is no " + Greeter.class.getName());
        }
    }

    @Test
    void whatAResolverThrowsFailsTheRun() {
        try (Mantle mantle = builder()
                .serviceResolver(type -> {
                    throw new IllegalStateException("there are two beans of " + type.getSimpleName());
                })
                .build()) {
            assertThatExceptionOfType(AlgorithmFailedException.class)
                    .isThrownBy(() -> mantle.run("Hosted", Map.of()))
                    .withMessageContaining("there are two beans of Greeter");
        }
    }

    @Test
    void closingEndsTheThreadThatTellsListeners() throws InterruptedException {
        AtomicReference<@Nullable Thread> teller = new AtomicReference<>();
        CountDownLatch told = new CountDownLatch(1);
        Thread thread;
        Mantle mantle = builder().build();
        try (mantle) {
            mantle.subscribe(event -> {
                teller.set(Thread.currentThread());
                told.countDown();
            });
            mantle.run("Hosted", Map.of());
            told.await();
            thread = Objects.requireNonNull(teller.get());
        }
        // an idle one would be there for two more seconds
        thread.join(1000);
        assertThat(thread.isAlive()).isFalse();

        // what is told later makes another one
        CountDownLatch toldLater = new CountDownLatch(1);
        mantle.objects().subscribe(change -> toldLater.countDown());
        mantle.objects().put("late", 1);
        toldLater.await();
    }

    @ParameterizedTest
    @MethodSource
    void aFailureWhoseMessageIsAMereNameIsToldWithItsKind(Throwable thrown, String words) {
        Body fails = run -> {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (Exception) thrown;
        };
        try (Mantle mantle = TestHosts.host(fails, Hosted.class)) {
            assertThatExceptionOfType(AlgorithmFailedException.class)
                    .isThrownBy(() -> mantle.run("Hosted", Map.of()))
                    .satisfies(failed -> assertThat(failed.getMessage()).endsWith(words));
            assertThat(mantle.history().records())
                    .singleElement()
                    .satisfies(
                            record -> assertThat(record.error().orElseThrow()).endsWith(words));
        }
    }

    static Stream<Arguments> aFailureWhoseMessageIsAMereNameIsToldWithItsKind() {
        return Stream.of(
                Arguments.of(new NoSuchMethodError("'int a.B.c()'"), "NoSuchMethodError: 'int a.B.c()'"),
                Arguments.of(new NoClassDefFoundError("a/B"), "NoClassDefFoundError: a/B"),
                Arguments.of(new ClassNotFoundException("a.B"), "ClassNotFoundException: a.B"),
                Arguments.of(new NoSuchFieldException("c"), "NoSuchFieldException: c"),
                Arguments.of(new LinkageError(), "LinkageError"),
                Arguments.of(
                        new ExceptionInInitializerError(new IllegalStateException("too early")),
                        "IllegalStateException: too early"));
    }

    @Test
    void aMissingServiceFailsTheRunAndSaysHowToGiveIt() {
        try (Mantle mantle = TestHosts.host(GREETS, Hosted.class)) {
            assertThatExceptionOfType(AlgorithmFailedException.class)
                    .isThrownBy(() -> mantle.run("Hosted", Map.of()))
                    .withMessageContaining("Greeter")
                    .withMessageContaining("Mantle.builder().service(");
        }
    }

    @Test
    void twoDefaultsForOneServiceAreAFaultAndTheFirstCounts() {
        AlgorithmProvider second =
                TestHosts.provider(List.of(), services -> services.set(Greeter.class, () -> "the second provider's"));
        try (Mantle mantle = builder().provider(second).build()) {
            assertThat(mantle.run("Hosted", Map.of()).get(GREETING)).isEqualTo("the provider's default");
            assertThat(mantle.registry().faults())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.message()).contains(Greeter.class.getName()));
        }
    }

    @Test
    void hostsShareNothing() {
        Mantle first = builder().service(Greeter.class, () -> "first").build();
        try (Mantle second = builder().service(Greeter.class, () -> "second").build()) {
            first.run("Hosted", Map.of());
            assertThat(second.history().records()).isEmpty();
            first.close();
            assertThat(second.run("Hosted", Map.of()).get(GREETING)).isEqualTo("second");
            assertThat(first.history().records()).hasSize(1);
        }
    }

    @Test
    void closingCancelsWhatRunsAndWaitsForIt() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(2);
        AtomicInteger ended = new AtomicInteger();
        Body body = run -> {
            CountDownLatch aborted = new CountDownLatch(1);
            run.onCancel(aborted::countDown);
            begun.countDown();
            aborted.await();
            ended.incrementAndGet();
            run.checkCancelled();
        };
        Mantle mantle = builder().service(Body.class, body).build();
        AlgorithmRun one = mantle.start("Hosted", Map.of());
        AlgorithmRun two = mantle.start("Hosted", Map.of());
        begun.await();

        mantle.close();

        assertThat(ended).hasValue(2);
        assertThat(List.of(one.state(), two.state())).containsOnly(RunState.CANCELLED);
        assertThat(mantle.manager().running()).isEmpty();
        mantle.close();
    }

    @Test
    void aClosedHostRefusesRunsByEveryDoorAndStillTells() {
        Mantle mantle = builder().build();
        AlgorithmInstance before = mantle.create("Hosted");
        mantle.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> mantle.run("Hosted", Map.of()))
                .withMessageContaining("closed");
        assertThatIllegalStateException().isThrownBy(() -> mantle.start("Hosted", Map.of()));
        assertThatIllegalStateException().isThrownBy(before::execute);
        assertThatIllegalStateException()
                .isThrownBy(() -> mantle.create("Hosted").executeAsync());
        assertThat(mantle.registry().all()).hasSize(1);
        assertThat(mantle.history().records()).isEmpty();
        assertThat(mantle.manager().running()).isEmpty();
    }

    @Test
    void anInterruptEndsTheWaitingForACloseAndStaysSet() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Mantle mantle = builder()
                .service(Body.class, run -> {
                    begun.countDown();
                    goOn.await();
                })
                .build();
        AlgorithmRun run = mantle.start("Hosted", Map.of());
        begun.await();
        Thread.currentThread().interrupt();
        mantle.close();

        assertThat(Thread.interrupted()).isTrue();
        goOn.countDown();
        assertThat(run.await()).isEqualTo(RunState.COMPLETED);
    }

    @Test
    void anExecutorThatRefusesLeavesNothingBehind() {
        AtomicReference<Error> error = new AtomicReference<>();
        try (Mantle mantle = builder()
                .executor(work -> {
                    if (error.get() != null) {
                        throw error.get();
                    }
                    throw new RejectedExecutionException("full");
                })
                .build()) {
            assertThatExceptionOfType(RejectedExecutionException.class)
                    .isThrownBy(() -> mantle.start("Hosted", Map.of()));
            AlgorithmInstance instance = mantle.create("Hosted");
            assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(instance::executeAsync);
            assertThat(instance.isRunning()).isFalse();
            assertThat(instance.latestRun().state()).isEqualTo(RunState.FAILED);
            error.set(new OutOfMemoryError("unable to create native thread"));
            assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> mantle.start("Hosted", Map.of()));

            assertThat(mantle.manager().running()).isEmpty();
            assertThat(mantle.history().records()).isEmpty();
        }
    }

    @Test
    void aHostsExecutorIsUsedAndNotClosed() throws InterruptedException {
        List<Runnable> executed = new java.util.concurrent.CopyOnWriteArrayList<>();
        try (Mantle mantle = builder()
                .executor(work -> {
                    executed.add(work);
                    work.run();
                })
                .build()) {
            assertThat(mantle.start("Hosted", Map.of()).outputs().get(GREETING)).isEqualTo("the provider's default");
        }
        assertThat(executed).hasSize(1);
    }

    @Test
    void manyThreadsMayUseOneHost() throws InterruptedException {
        AtomicInteger wrong = new AtomicInteger();
        try (Mantle mantle = builder()
                .service(Body.class, run -> run.set(NUMBER, run.get(NUMBER) * 2))
                .build()) {
            List<Thread> threads = IntStream.range(0, 8)
                    .mapToObj(thread -> new Thread(() -> {
                        for (int i = 0; i < 500; i++) {
                            try {
                                int number = thread * 1000 + i;
                                Map<String, Object> given = Map.of("NUMBER", number);
                                Outputs outputs = i % 2 == 0
                                        ? mantle.run("Hosted", given)
                                        : mantle.start("Hosted", given).outputs();
                                if (outputs.get(NUMBER) != 2 * number
                                        || mantle.validate("Hosted", Map.of("Number", "x"))
                                                .isEmpty()) {
                                    wrong.incrementAndGet();
                                }
                            } catch (InterruptedException e) {
                                wrong.incrementAndGet();
                            }
                        }
                    }))
                    .toList();
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(wrong).hasValue(0);
            assertThat(mantle.manager().running()).isEmpty();
            assertThat(mantle.history().records()).hasSize(1000);
        }
    }

    @Test
    void runsThatRaceWithACloseAreRefusedOrCancelledButNeverLost() throws InterruptedException {
        for (int round = 0; round < 50; round++) {
            Mantle mantle = builder()
                    .service(Body.class, run -> {
                        CountDownLatch aborted = new CountDownLatch(1);
                        run.onCancel(aborted::countDown);
                        aborted.await();
                        run.checkCancelled();
                    })
                    .build();
            AtomicReference<AlgorithmRun> started = new AtomicReference<>();
            Thread starter = new Thread(() -> {
                try {
                    started.set(mantle.start("Hosted", Map.of()));
                } catch (IllegalStateException | RejectedExecutionException e) {
                    // refused: the host was closed first
                }
            });
            starter.start();
            mantle.close();
            starter.join();

            assertThat(mantle.manager().running()).isEmpty();
            if (started.get() != null) {
                assertThat(started.get().await()).isEqualTo(RunState.CANCELLED);
            }
        }
    }

    @Test
    void anEmptyHostListsNothing() {
        try (Mantle mantle = Mantle.builder().discover(false).build()) {
            assertThat(mantle.registry().all()).isEmpty();
            assertThat(mantle.registry().search("x")).isEmpty();
            assertThatExceptionOfType(UnknownAlgorithmException.class)
                    .isThrownBy(() -> mantle.create("Anything"))
                    .withMessageContaining("there is no algorithm \"Anything\"");
        }
    }
}
