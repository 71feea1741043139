package io.taskledger.query.paging;

import io.taskledger.kernel.AnswerRoom;
import io.taskledger.kernel.NoRoomForAnswer;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import java.util.function.Supplier;

/**
 * Makes the JSON of a page, whole, before any of it is sent: while a client is slow, its answer is these bytes and nothing else, no rows, no
 * transaction, no connection.
 */
@Component
public class PageAnswers {

    private final JsonMapper json;

    PageAnswers(JsonMapper json) {
        this.json = json;
    }

    /**
     * The page in UTF-8.
     *
     * @param rows how many are read at most
     * @param largest bytes of JSON that a row has at most
     * @throws NoRoomForAnswer where the answers that are being read take all the memory they may
     */
    public byte[] answer(AnswerRoom room, int rows, int largest, Supplier<?> page) {
        room.read((long) rows * largest);
        return json(page.get());
    }

    /** A page that has taken its room, in UTF-8. */
    public byte[] json(Object page) {
        return json.writeValueAsBytes(page);
    }
}
