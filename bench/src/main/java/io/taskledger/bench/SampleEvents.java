package io.taskledger.bench;

import io.taskledger.kernel.Description;
import io.taskledger.kernel.EventMetaData;
import io.taskledger.kernel.TaskEvent.TaskCreated;
import io.taskledger.kernel.TaskId;
import io.taskledger.kernel.Title;
import io.taskledger.kernel.UserId;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Events as the service appends them: the first of a new task, of usual length. */
final class SampleEvents {

    static final String DESCRIPTION = "Two litres of the organic one, and some eggs if any are left.";

    private SampleEvents() {}

    static DomainEventMessage<TaskCreated> created(UUID task) {
        int random = ThreadLocalRandom.current().nextInt(1_000, 10_000);
        var user = new UserId("user-" + random);
        var payload = new TaskCreated(new TaskId(task), user, new Title("Buy milk " + random), new Description(DESCRIPTION));
        Map<String, String> metaData = Map.of(
                EventMetaData.ACTOR, user.value(),
                EventMetaData.REQUEST_ID, UUID.randomUUID().toString(),
                EventMetaData.CORRELATION_ID, UUID.randomUUID().toString());
        return new GenericDomainEventMessage<>("Task", task.toString(), 0, payload, metaData);
    }
}
