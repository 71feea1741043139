package io.taskledger.eventstore;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Rows of the tables of events and of snapshots, as columns in a select, and back. */
final class EventRows {

    /** Of both tables, but for the position. */
    static final String COLUMNS = """
            aggregate_identifier, sequence_number, event_identifier, type, time_stamp, payload_type, payload_revision, payload, meta_data""";

    /** The name of the epoch, as one more column; null where the epoch's row is missing. */
    static final String EPOCH = "(select name from event_store_epoch)";

    private EventRows() {}

    /** Reads rows whose first column is the position, and the rest {@link #COLUMNS}. */
    static List<StoredEvent> read(ResultSet rows) throws SQLException {
        List<StoredEvent> events = new ArrayList<>();
        while (rows.next()) {
            events.add(row(rows));
        }
        return events;
    }

    /** Reads the row that the result is at. */
    static StoredEvent row(ResultSet row) throws SQLException {
        return new StoredEvent(
                row.getLong(1),
                row.getString(2),
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                row.getObject(6, OffsetDateTime.class).toInstant(),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10));
    }
}
