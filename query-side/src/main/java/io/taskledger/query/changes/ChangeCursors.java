package io.taskledger.query.changes;

import io.taskledger.kernel.InvalidRequest;
import io.taskledger.kernel.UserId;
import io.taskledger.query.cursor.Cursors;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.UUID;

/** What a user last saw, as they keep it: for as long as they like, and to be shown to any instance. */
@Component
class ChangeCursors {

    private static final int LENGTH_OF_EPOCH = 36;

    private final Cursors cursors;
    private final StoreEpoch epoch;

    ChangeCursors(Cursors cursors, StoreEpoch epoch) {
        this.cursors = cursors;
        this.epoch = epoch;
    }

    /** The event store's epoch, as it was half a second ago or later. */
    UUID epochId() {
        return epoch.current();
    }

    String seal(UserId user, Since since) {
        return cursors.seal(question(user), epoch.current() + since.toString());
    }

    /**
     * @param field by what name the client sent it
     * @throws InvalidRequest where it is none, or another user's
     * @throws SyncAnew where it is of another epoch
     */
    Since open(UserId user, String cursor, String field) {
        String text = cursors.open(question(user), cursor, field, "must be now, or a next_since or an id of your own changes, unaltered");
        if (!text.startsWith(epoch.current().toString())) {
            throw new SyncAnew();
        }
        return Since.parse(text.substring(LENGTH_OF_EPOCH));
    }

    private static List<String> question(UserId user) {
        return List.of("changes", user.value());
    }
}
