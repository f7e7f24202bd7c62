package org.mantle.gateway.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.mantle.gateway.job.ArrayStatus;
import org.mantle.gateway.job.Execution;
import org.mantle.gateway.job.JobExecutor;
import org.mantle.gateway.job.JobObserver;
import org.mantle.gateway.job.JobRefusedException;
import org.mantle.gateway.job.JobSpec;
import org.mantle.gateway.job.JobStatus;
import org.mantle.gateway.job.LeftJob;
import org.mantle.slurm.SlurmArray;

/**
 * Runs arrays of jobs on this machine: each task is a job of the executor below, and the array goes as its tasks do. What is no array is
 * handed through.
 *
 * <p>The lock of the executor below is taken before the one here, never after.
 */
public final class LocalArrays implements JobExecutor {

    private final ReentrantLock lock = new ReentrantLock();

    /** The arrays whose end is not written down yet, by the gateway's ids. */
    private final Map<Long, TreeMap<Integer, JobStatus>> arrays = new HashMap<>();

    private final JobObserver observer;
    private final LocalExecutor runner;

    /** Makes the executor below, with whom it is to tell what becomes of its jobs. */
    public interface Runner {
        /** Makes it. */
        LocalExecutor tellingTo(JobObserver observer) throws IOException;
    }

    /**
     * Creates the executor.
     *
     * @param observer who is told what becomes of jobs and arrays
     * @throws IOException if the executor below cannot be made
     */
    public LocalArrays(JobObserver observer, Runner runner) throws IOException {
        this.observer = observer;
        this.runner = runner.tellingTo(this::changed);
    }

    private void changed(long id, JobStatus status) {
        if (TaskId.index(id).isEmpty()) {
            observer.changed(id, status);
            return;
        }
        long array = TaskId.job(id);
        lock.lock();
        try {
            @Nullable TreeMap<Integer, JobStatus> tasks = arrays.get(array);
            if (tasks != null) {
                tasks.put(TaskId.index(id).getAsInt(), status);
                observer.changed(array, status(tasks));
            }
        } finally {
            lock.unlock();
        }
    }

    private static JobStatus status(SortedMap<Integer, JobStatus> tasks) {
        return ArrayStatus.of("array", tasks);
    }

    @Override
    public Optional<String> findCommand(String name) {
        return runner.findCommand(name);
    }

    @Override
    public Execution submit(JobSpec spec) throws JobRefusedException {
        if (spec.resources().array().isEmpty()) {
            return runner.submit(spec);
        }
        SlurmArray array = array(spec)
                .orElseThrow(() -> new JobRefusedException("\""
                        + spec.resources().array().get()
                        + "\" says no tasks of an array: give them as 1-9, 1,3,5 or 1-9%2 (two at a"
                        + " time)"));
        List<JobSpec> tasks = new ArrayList<>();
        for (int index : array.indexes()) {
            if (index > TaskId.GREATEST_INDEX) {
                throw new JobRefusedException("No task of an array can have an index above " + TaskId.GREATEST_INDEX);
            }
            tasks.add(task(spec, index));
        }
        lock.lock();
        try {
            arrays.put(
                    spec.id(),
                    new TreeMap<>(ArrayStatus.pending(array.indexes()).tasks()));
        } finally {
            lock.unlock();
        }
        boolean taken = false;
        try {
            runner.submitAll(tasks);
            taken = true;
        } finally {
            if (!taken) {
                forget(spec.id());
            }
        }
        return LocalExecutor.execution(spec);
    }

    private static Optional<SlurmArray> array(JobSpec spec) {
        return spec.resources().array().flatMap(SlurmArray::parse);
    }

    private static JobSpec task(JobSpec spec, int index) {
        String number = Integer.toString(index);
        return new JobSpec(
                TaskId.of(spec.id(), index),
                spec.user(),
                spec.name(),
                spec.home(),
                spec.command(),
                spec.directory(),
                Path.of(JobSpec.fileOfTask(spec.output().toString(), number)),
                Path.of(JobSpec.fileOfTask(spec.error().toString(), number)),
                spec.resources(),
                spec.environment(),
                spec.mark());
    }

    private @Nullable SortedMap<Integer, JobStatus> tasks(long array) {
        lock.lock();
        try {
            @Nullable TreeMap<Integer, JobStatus> tasks = arrays.get(array);
            return tasks == null ? null : new TreeMap<>(tasks);
        } finally {
            lock.unlock();
        }
    }

    private void forget(long array) {
        lock.lock();
        try {
            arrays.remove(array);
        } finally {
            lock.unlock();
        }
    }

    /** What is done to a job of the executor below. */
    private interface Operation {
        void on(Execution execution) throws JobRefusedException;
    }

    /**
     * Does something to a job, a task, or all tasks of an array; it is refused for an array when it is for all of its tasks.
     *
     * @param isFromLast whether to begin with those that have not begun yet, so that none begins meanwhile
     */
    private void operate(Execution execution, boolean isFromLast, Operation operation) throws JobRefusedException {
        long id = Long.parseLong(execution.id());
        if (execution.task().isPresent()) {
            operation.on(taskOf(execution, execution.task().getAsInt()));
            return;
        }
        @Nullable SortedMap<Integer, JobStatus> tasks = tasks(id);
        if (tasks == null) {
            operation.on(execution);
            return;
        }
        TreeMap<Integer, JobStatus> ordered = new TreeMap<>(tasks);
        boolean done = false;
        JobRefusedException refusal = JobRefusedException.finished();
        for (Map.Entry<Integer, JobStatus> task : (isFromLast ? ordered.descendingMap() : ordered).entrySet()) {
            if (!task.getValue().stage().ended()) {
                try {
                    operation.on(taskOf(execution, task.getKey()));
                    done = true;
                } catch (JobRefusedException e) {
                    refusal = e;
                }
            }
        }
        if (!done) {
            throw refusal;
        }
    }

    private static Execution taskOf(Execution array, int index) {
        return new Execution(array.user(), Long.toString(TaskId.of(Long.parseLong(array.id()), index)));
    }

    @Override
    public void kill(Execution execution) throws JobRefusedException {
        operate(execution, true, runner::kill);
    }

    @Override
    public void suspend(Execution execution) throws JobRefusedException {
        operate(execution, true, runner::suspend);
    }

    @Override
    public void resume(Execution execution) throws JobRefusedException {
        operate(execution, false, runner::resume);
    }

    @Override
    public void requeue(Execution execution) throws JobRefusedException {
        operate(execution, false, runner::requeue);
    }

    @Override
    public Map<Long, Execution> takeOver(List<LeftJob> left) throws IOException {
        List<LeftJob> below = new ArrayList<>();
        Map<Long, Execution> taken = new LinkedHashMap<>();
        for (LeftJob one : left) {
            Optional<SlurmArray> array = array(one.spec());
            if (array.isEmpty()) {
                below.add(one);
                continue;
            }
            TreeMap<Integer, JobStatus> tasks =
                    new TreeMap<>(ArrayStatus.pending(array.get().indexes()).tasks());
            tasks.putAll(one.status().tasks());
            lock.lock();
            try {
                arrays.put(one.spec().id(), tasks);
            } finally {
                lock.unlock();
            }
            tasks.forEach((index, status) -> {
                if (!status.stage().ended()) {
                    below.add(new LeftJob(task(one.spec(), index), Optional.empty(), status));
                }
            });
            taken.put(one.spec().id(), LocalExecutor.execution(one.spec()));
        }
        runner.takeOver(below).forEach((id, execution) -> {
            if (TaskId.index(id).isEmpty()) {
                taken.put(id, execution);
            }
        });
        return taken;
    }

    @Override
    public void settle(long job) {
        @Nullable SortedMap<Integer, JobStatus> tasks = tasks(job);
        if (tasks == null) {
            runner.settle(job);
        } else {
            tasks.keySet().forEach(index -> runner.settle(TaskId.of(job, index)));
            forget(job);
        }
    }

    @Override
    public void close() {
        runner.close();
    }
}
