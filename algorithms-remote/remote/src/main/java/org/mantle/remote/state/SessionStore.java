package org.mantle.remote.state;

import java.util.Optional;
import org.mantle.remote.job.Session;
import org.mantle.remote.job.StateFileException;

/** The sessions of users with their tokens, which are secrets: what {@code RemoteSessions} are to the algorithms here. */
public interface SessionStore {

    /**
     * Returns the session of a user at a resource; empty when there is none.
     *
     * @throws StateFileException if the file cannot be read, or the session in it cannot be understood
     */
    Optional<Session> find(String resource, String user) throws StateFileException;

    /**
     * Returns the session of a user at a resource, if the user logged in when the resource was at an address; empty when there is none.
     *
     * @param address where the resource is now; one from before addresses were kept counts for each
     * @throws StateFileException if the file cannot be read, or the session in it cannot be understood
     */
    Optional<Session> find(String resource, String address, String user) throws StateFileException;

    /** Returns whether sessions last from one program to the next. */
    boolean areKept();

    /**
     * Returns whether the last session of a user at a resource was {@linkplain #end ended} by the service.
     *
     * @throws StateFileException if the file cannot be read, or what it says of the user cannot be understood
     */
    boolean hasEnded(String resource, String user) throws StateFileException;

    /**
     * Keeps a session, in place of the one that the user had at the resource.
     *
     * @param address where the resource was when the user logged in; its service may be elsewhere
     * @throws StateFileException if the file cannot be read or written
     */
    void put(String resource, String address, Session session) throws StateFileException;

    /**
     * Removes this very session: one that a log-in has put in its place meanwhile stays.
     *
     * @throws StateFileException if the file cannot be read or written
     */
    void remove(String resource, Session session) throws StateFileException;

    /**
     * Removes this very session, and keeps in mind that the service has ended it: until the next log-in.
     *
     * @throws StateFileException if the file cannot be read or written
     */
    void end(String resource, Session session) throws StateFileException;
}
