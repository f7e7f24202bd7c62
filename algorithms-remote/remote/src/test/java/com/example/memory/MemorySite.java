package com.example.memory;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.mantle.remote.job.RemoteJob;

/** What a site has: the files that were sent, and the jobs by their numbers. */
final class MemorySite {

    final Map<String, byte[]> files = new ConcurrentHashMap<>();
    final Map<Integer, RemoteJob> jobs = new ConcurrentSkipListMap<>();
    final AtomicInteger lastJob = new AtomicInteger();
    final AtomicInteger closedManagers = new AtomicInteger();
}
