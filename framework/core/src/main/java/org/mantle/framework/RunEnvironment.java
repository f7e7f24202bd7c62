package org.mantle.framework;

import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What all runs of one host share.
 *
 * @param registry where children are found
 * @param services what the host gives
 * @param clock tells when a run began
 * @param history keeps what ran
 * @param running the runs that have not ended, without those inside others
 */
record RunEnvironment(
        AlgorithmRegistry registry,
        Services services,
        Clock clock,
        AlgorithmHistory history,
        Set<AlgorithmRun> running) {

    RunEnvironment(AlgorithmRegistry registry, Services services, Clock clock, AlgorithmHistory history) {
        this(registry, services, clock, history, ConcurrentHashMap.newKeySet());
    }
}
