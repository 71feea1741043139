package io.taskledger.query.paging;

import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

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

    /** The page, which has taken its room, in UTF-8. */
    public byte[] json(Object page) {
        return json.writeValueAsBytes(page);
    }
}
