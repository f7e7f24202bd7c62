package org.mantle.gateway.local;

import java.util.OptionalInt;

/** The ids by which this machine's executor knows the tasks of arrays: greater than those of all jobs, and of one task alone. */
final class TaskId {

    /** The greatest index that a task can have, which all its bits set. */
    static final int GREATEST_INDEX = (1 << 20) - 1;

    private static final int INDEX_BITS = 20;
    private static final long TASK = 1L << 62;

    private TaskId() {}

    static long of(long array, int index) {
        return TASK | array << INDEX_BITS | index;
    }

    private static boolean isTask(long id) {
        return (id & TASK) != 0;
    }

    /** Returns the id of the array that a task is of; of a job its own. */
    static long job(long id) {
        return isTask(id) ? (id & ~TASK) >> INDEX_BITS : id;
    }

    /** Returns the index of a task; empty for a job. */
    static OptionalInt index(long id) {
        return isTask(id) ? OptionalInt.of((int) (id & GREATEST_INDEX)) : OptionalInt.empty();
    }

    /** Returns the id as clients know it, such as {@code 12} or {@code 12[3]}. */
    static String shown(long id) {
        return isTask(id) ? job(id) + "[" + index(id).getAsInt() + "]" : Long.toString(id);
    }
}
