package org.mantle.gateway.job;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Port: remembers jobs by the gateway's ids. Safe for use by several threads. */
public interface JobBook {

    /**
     * Returns an id that no job of this book has ever had: ids grow, also from one gateway to the next.
     *
     * @throws IOException if it cannot be kept that the id is taken
     */
    long nextId() throws IOException;

    /**
     * Writes a new job down.
     *
     * @throws IOException if it cannot be kept
     */
    void append(Job job) throws IOException;

    /**
     * Replaces what is known of a job by what a function makes of it, with no other change between. A job that is not in
     * the book stays unknown.
     *
     * @throws IOException if it cannot be kept
     */
    void update(long id, UnaryOperator<Job> change) throws IOException;

    /**
     * Strikes a job out, as if it had never been submitted. Its id is not given again.
     *
     * @throws IOException if that cannot be kept
     */
    void remove(long id) throws IOException;

    /**
     * Returns the jobs that are asked for, in the order of their ids.
     *
     * @throws IOException if the book cannot be read
     */
    List<Job> list(JobQuery query) throws IOException;

    /**
     * Finds a job, whosever it is.
     *
     * @throws IOException if the book cannot be read
     */
    Optional<Job> find(long id) throws IOException;

    /**
     * Tells whether an id was given to a job that the book does not remember any more.
     *
     * @throws IOException if the book cannot be read
     */
    boolean hasForgotten(long id) throws IOException;
}
