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

    private EventRows() {}

    /** Reads rows whose first column is the position, and the rest {@link #COLUMNS}. */
    static List<StoredEvent> read(ResultSet rows) throws SQLException {
        List<StoredEvent> events = new ArrayList<>();
        while (rows.next()) {
            events.add(new StoredEvent(
                    rows.getLong(1),
                    rows.getString(2),
                    rows.getLong(3),
                    rows.getString(4),
                    rows.getString(5),
                    rows.getObject(6, OffsetDateTime.class).toInstant(),
                    rows.getString(7),
                    rows.getString(8),
                    rows.getString(9),
                    rows.getString(10)));
        }
        return events;
    }
}
