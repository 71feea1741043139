package io.taskledger.query.rebuild;

import io.taskledger.query.projection.MaintenanceDatabase;
import io.taskledger.query.projection.Projection;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.springframework.stereotype.Component;

import java.time.Instant;

/** Writes the position that a projection is first fed from. */
@Component
class FirstPosition {

    private final MaintenanceDatabase database;
    private final Serializer serializer;

    FirstPosition(MaintenanceDatabase database, Serializer serializer) {
        this.database = database;
        this.serializer = serializer;
    }

    /** In the caller's transaction. */
    void set(Projection<?> projection, long position) {
        SerializedObject<String> token = serializer.serialize(new GlobalSequenceTrackingToken(position), String.class);
        database.client().sql("insert into token_entry (processor_name, segment, token, token_type, timestamp) values (?, 0, ?, ?, ?)")
                .params(projection.table(), token.getData(), token.getType().getName(), Instant.EPOCH.toString())
                .update();
    }
}
