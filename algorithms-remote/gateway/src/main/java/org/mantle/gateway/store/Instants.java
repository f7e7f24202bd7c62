package org.mantle.gateway.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Times as the database has them: nanoseconds since 1970, which reach to the year 2262. */
final class Instants {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private Instants() {}

    static long of(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), SECOND), time.getNano());
    }

    static Instant of(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }

    static void set(PreparedStatement statement, int index, Optional<Instant> time) throws SQLException {
        if (time.isPresent()) {
            statement.setLong(index, of(time.get()));
        } else {
            statement.setNull(index, Types.INTEGER);
        }
    }

    static Optional<Instant> get(ResultSet row, String column) throws SQLException {
        long nanos = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(of(nanos));
    }
}
