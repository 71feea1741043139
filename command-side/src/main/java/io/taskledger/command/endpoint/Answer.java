package io.taskledger.command.endpoint;

import io.taskledger.command.idempotency.Success;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * What a command answers.
 *
 * @param readable whether queries show already what it did
 * @param replayed whether it was carried out by an earlier request
 */
record Answer(Success success, boolean readable, boolean replayed) {

    private static final String REPLAYED = "Idempotency-Replayed";

    ResponseEntity<Object> response() {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(success.status());
        if (success.location() != null) {
            answer.header(HttpHeaders.LOCATION, success.location());
        }
        if (success.etag() != null) {
            answer.eTag(success.etag());
        }
        if (!readable) {
            answer.header(Preferences.APPLIED, Preferences.RESPOND_ASYNC);
        }
        if (replayed) {
            answer.header(REPLAYED, "true");
        }
        return answer.body(success.body());
    }
}
