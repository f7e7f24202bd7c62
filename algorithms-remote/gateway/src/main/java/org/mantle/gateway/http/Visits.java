package org.mantle.gateway.http;

import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * The connections of all clients: looks after their time, and after how many an address has.
 *
 * <p>If an address has one more than it may have, the one gives way that has waited longest for its request, so that
 * who opens many keeps nobody else of the address out. If none of them waits for that, the new one is closed.
 */
final class Visits implements Connection.Listener {

    private static final System.Logger LOG = System.getLogger(Visits.class.getName());

    /** How often a client's time is looked at while it runs. */
    private static final int CHECKS = 8;

    private final HttpFront.Limits limits;
    private final Map<Connection, Visit> visits = new ConcurrentHashMap<>();
    private final Map<String, Set<Visit>> byAddress = new HashMap<>();

    Visits(HttpFront.Limits limits) {
        this.limits = limits;
    }

    /** Begins to look after the clients' time, until the scheduler ends. */
    void watch(Scheduler scheduler) {
        long pause = Math.max(1, limits.patience().toMillis() / CHECKS);
        scheduler.schedule(
                () -> {
                    try {
                        visits.values().forEach(Visits::check);
                    } finally {
                        watch(scheduler);
                    }
                },
                pause,
                TimeUnit.MILLISECONDS);
    }

    /** Checks one visit; whatever goes wrong with it, the others are looked after. */
    private static void check(Visit visit) {
        try {
            visit.check();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a connection that is too slow could not be cut off", e);
        }
    }

    /** Returns the visit that a request belongs to. */
    Visit of(ConnectionMetaData connection) {
        // one that is closed already is not taken in again
        @Nullable Visit visit = visits.get(connection.getConnection());
        return visit == null ? visit(connection.getConnection()) : visit;
    }

    private Visit visit(Connection connection) {
        return new Visit(
                limits,
                System::nanoTime,
                () -> connection.getBytesIn() + connection.getBytesOut(),
                () -> connection
                        .getEndPoint()
                        .close(new TimeoutException("the client was slower than is allowed, or gave way to others")));
    }

    @Override
    public void onOpened(Connection connection) {
        // one that encrypts has the one that speaks HTTP in it
        if (connection instanceof ConnectionMetaData) {
            Visit visit = visits.computeIfAbsent(connection, this::visit);
            address(connection).flatMap(address -> enter(address, visit)).ifPresent(Visit::cutOff);
        }
    }

    @Override
    public void onClosed(Connection connection) {
        @Nullable Visit visit = visits.remove(connection);
        if (visit != null) {
            leave(visit);
        }
    }

    private static Optional<String> address(Connection connection) {
        // none if the client is gone already
        return connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress remote
                ? Optional.of(Networks.of(remote.getAddress()))
                : Optional.empty();
    }

    /** Takes a visit in, and returns the one that must go for it. */
    private Optional<Visit> enter(String address, Visit visit) {
        synchronized (byAddress) {
            Set<Visit> others = byAddress.computeIfAbsent(address, key -> new LinkedHashSet<>());
            Optional<Visit> leaving = Optional.empty();
            if (others.size() >= limits.connectionsOfAddress()) {
                leaving = Optional.of(List.copyOf(others).stream()
                        .filter(Visit::canGiveWay)
                        .max(Comparator.comparingLong(Visit::waited))
                        .orElse(visit));
                leaving.ifPresent(others::remove);
            }
            if (leaving.filter(visit::equals).isEmpty()) {
                others.add(visit);
            }
            return leaving;
        }
    }

    private void leave(Visit visit) {
        synchronized (byAddress) {
            // by the visit, since a closed connection has no address any more
            Iterator<Set<Visit>> all = byAddress.values().iterator();
            while (all.hasNext()) {
                Set<Visit> ofAddress = all.next();
                if (ofAddress.remove(visit) && ofAddress.isEmpty()) {
                    all.remove();
                }
            }
        }
    }
}
