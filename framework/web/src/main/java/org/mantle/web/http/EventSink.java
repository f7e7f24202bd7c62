package org.mantle.web.http;

/**
 * Where events for one listening client go, which comes and goes. Safe from many threads, and never waits for the client.
 *
 * @since 0.1.0
 */
public interface EventSink {

    /**
     * Sends an event, behind those that were sent before. A client that lets too many wait is cut off.
     *
     * @param event the name of the event's kind: one word
     * @param data what is told, such as JSON; it may have several lines
     * @return whether the client is still there, as far as is known
     */
    boolean send(String event, String data);

    /** Sends an event with an id, from which a client that comes back goes on: it is the {@code Last-Event-ID} of its request then. */
    boolean send(String event, String data, String id);

    /** Ends the stream behind what was sent. */
    void end();
}
