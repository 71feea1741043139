package io.taskledger.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Feeding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

import java.time.Duration;

/** A projection that stands still holds up what can be read, and not what can be done. */
@ApplicationTest
class StoppedProjectionTest {

    private final Api ann;
    private final Feeding projections;

    StoppedProjectionTest(@Autowired Api api, @Autowired ApplicationContext application) {
        ann = api.asSomeone();
        projections = Feeding.of(application);
    }

    @AfterEach
    void goOn() {
        projections.start();
    }

    @Test
    void commands_are_answered_all_the_same_and_seen_when_it_goes_on() {
        projections.stop();
        Answer created = ann.create("Buy milk");
        assertThat(created.header("Preference-Applied")).hasValue("respond-async");
        assertThat(ann.post(created.path() + "/complete").expect(200).etag()).isEqualTo("\"1\"");
        ann.get(created.path()).expect(404);

        projections.start();
        await().atMost(Duration.ofMinutes(1)).until(() -> ann.get(created.path()).status() == 200);
        assertThat(ann.get(created.path()).json().get("title").stringValue()).isEqualTo("Buy milk");
    }
}
