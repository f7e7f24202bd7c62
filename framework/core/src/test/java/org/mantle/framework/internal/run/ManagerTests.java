package org.mantle.framework.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.mantle.framework.Mantle;
import org.mantle.framework.MantleBuilder;
import org.mantle.framework.algorithm.Algorithm;
import org.mantle.framework.algorithm.Context;
import org.mantle.framework.algorithm.Declaration;
import org.mantle.framework.run.AlgorithmInstance;
import org.mantle.framework.run.AlgorithmManager;
import org.mantle.framework.run.AlgorithmRun;
import org.mantle.framework.run.RunState;
import org.mantle.framework.run.UnknownAlgorithmException;
import org.mantle.framework.testing.TestHosts;
import org.mantle.framework.testing.TestHosts.Body;

/** What a host remembers and has under way. */
class ManagerTests {

    static class First extends Algorithm {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "First");
        }

        @Override
        protected void execute(Context run) throws Exception {
            run.service(Body.class).run(run);
        }
    }

    static final class Second extends First {
        @Override
        protected void declare(Declaration declaration) {
            TestHosts.facts(declaration, "Second");
        }
    }

    private final CountDownLatch goOn = new CountDownLatch(1);

    private static MantleBuilder builder(Body body) {
        return TestHosts.builder(First.class, Second.class).service(Body.class, body);
    }

    @Test
    void instancesAreFoundByNumberAndName() {
        try (Mantle mantle = builder(run -> {}).build()) {
            AlgorithmManager manager = mantle.manager();
            AlgorithmInstance one = manager.create("First");
            AlgorithmInstance two = manager.create("second");
            AlgorithmInstance three = manager.create("First");

            assertThat(manager.find(one.id())).containsSame(one);
            assertThat(manager.find(-1)).isEmpty();
            assertThat(manager.instances()).containsExactly(one, two, three);
            assertThat(manager.instances("FIRST")).containsExactly(one, three);
            assertThat(manager.newest("first")).containsSame(three);
            assertThat(manager.newest("Third")).isEmpty();
            assertThat(manager.size()).isEqualTo(3);
            assertThat(manager.remove(two.id())).isTrue();
            assertThat(manager.remove(two.id())).isFalse();
            assertThat(two.execute()).isTrue();
            manager.clear();
            assertThat(manager.size()).isZero();
            assertThat(mantle.create("First").id()).isNotIn(one.id(), two.id(), three.id());
            assertThat(manager.size()).isZero();
            assertThatExceptionOfType(UnknownAlgorithmException.class).isThrownBy(() -> manager.create("Third"));
        }
    }

    @Test
    void theOldestIdleInstanceGoesFirstAndARunningOneNever() throws InterruptedException {
        try (Mantle mantle = builder(run -> goOn.await()).managedInstances(3).build()) {
            AlgorithmManager manager = mantle.manager();
            AlgorithmInstance running = manager.create("First");
            AlgorithmRun run = running.executeAsync();
            AlgorithmInstance idle = manager.create("First");
            AlgorithmInstance younger = manager.create("First");
            AlgorithmInstance fourth = manager.create("First");
            assertThat(manager.instances()).containsExactly(running, younger, fourth);
            assertThat(manager.find(idle.id())).isEmpty();

            assertThat(manager.remove(running.id())).isFalse();
            manager.clear();
            assertThat(manager.instances()).containsExactly(running);

            List<AlgorithmRun> more = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                more.add(manager.create("Second").executeAsync());
            }
            assertThat(manager.size()).isEqualTo(5);
            assertThat(manager.running()).hasSize(5).contains(run);
            assertThat(manager.running("second")).containsExactlyElementsOf(more);
            goOn.countDown();
            for (AlgorithmRun each : more) {
                each.await();
            }
            run.await();
            assertThat(manager.running()).isEmpty();
            manager.create("First");
            assertThat(manager.size()).isEqualTo(3);
        }
    }

    @Test
    void theRunsOfAnyNumberOfThreadsAreKnownWhileTheyRun() throws InterruptedException {
        int many = 200;
        CountDownLatch begun = new CountDownLatch(many);
        try (Mantle mantle = builder(run -> {
                    begun.countDown();
                    goOn.await();
                })
                .build()) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                Thread thread = new Thread(() -> mantle.run("First", Map.of()));
                thread.start();
                threads.add(thread);
            }
            begun.await();
            assertThat(mantle.manager().running()).hasSize(many).doesNotHaveDuplicates();
            AlgorithmRun queued = mantle.start("Second", Map.of());
            assertThat(mantle.manager().running()).hasSize(many + 1).endsWith(queued);
            goOn.countDown();
            queued.await();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(mantle.manager().running()).isEmpty();
        }
    }

    @Test
    void cancellingAllReachesEveryRunHoweverItWasStarted() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(2);
        try (Mantle mantle = builder(run -> {
                    CountDownLatch aborted = new CountDownLatch(1);
                    run.onCancel(aborted::countDown);
                    begun.countDown();
                    aborted.await();
                    run.checkCancelled();
                })
                .build()) {
            AlgorithmRun byName = mantle.start("First", Map.of());
            AlgorithmRun managed = mantle.manager().create("Second").executeAsync();
            begun.await();

            assertThat(mantle.manager().cancelAll()).containsExactlyInAnyOrder(byName, managed);
            assertThat(byName.await()).isEqualTo(RunState.CANCELLED);
            assertThat(managed.await()).isEqualTo(RunState.CANCELLED);
            assertThat(mantle.manager().cancelAll()).isEmpty();

            assertThat(mantle.manager().instances()).isNotEmpty();
            assertThat(mantle.manager().shutdown()).isEmpty();
            assertThat(mantle.manager().instances()).isEmpty();
            mantle.manager().create("First");
            assertThat(mantle.manager().size()).isZero();
            assertThatIllegalStateException().isThrownBy(() -> mantle.run("First", Map.of()));
        }
    }

    @Test
    void manyThreadsMayUseAManagerWhileItsInstancesRun() throws InterruptedException {
        AtomicInteger lost = new AtomicInteger();
        try (Mantle mantle = builder(run -> {}).managedInstances(5).build()) {
            AlgorithmManager manager = mantle.manager();
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 6; t++) {
                Thread thread = new Thread(() -> {
                    for (int i = 0; i < 300; i++) {
                        AlgorithmInstance instance = manager.create("First");
                        if (!instance.execute()) {
                            lost.incrementAndGet();
                        }
                        manager.instances("First");
                        manager.remove(instance.id());
                        if (i % 50 == 0) {
                            manager.clear();
                        }
                    }
                });
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(lost).hasValue(0);
            assertThat(manager.size()).isLessThanOrEqualTo(5);
        }
    }

    @Test
    void whatIsRunningIsNeverForgottenEvenIfItBeginsThatMoment() throws InterruptedException {
        AtomicInteger forgotten = new AtomicInteger();
        AtomicInteger removedWhileIdle = new AtomicInteger();
        for (int round = 0; round < 200; round++) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch checked = new CountDownLatch(1);
            try (Mantle mantle = builder(run -> {
                        begun.countDown();
                        checked.await();
                    })
                    .build()) {
                AlgorithmInstance instance = mantle.manager().create("First");
                Thread runner = new Thread(instance::execute);
                runner.start();
                boolean removed = mantle.manager().remove(instance.id());
                begun.await();
                boolean there = mantle.manager().find(instance.id()).isPresent();
                (removed ? removedWhileIdle : forgotten).addAndGet(removed || !there ? 1 : 0);
                checked.countDown();
                runner.join();
            }
        }
        assertThat(forgotten).hasValue(0);
        assertThat(removedWhileIdle.get()).isBetween(0, 200);
    }

    @Test
    void numbersThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Mantle.builder().managedInstances(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Mantle.builder().threads(0));
    }
}
