package io.taskledger.query.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.taskledger.kernel.UserId;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

class TurnsTest {

    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");
    private static final long PATIENCE = Duration.ofMinutes(1).toNanos();

    private final Turns turns = new Turns(2, 5);
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void a_user_has_so_many_turns_at_once_and_keeps_no_other_waiting() {
        List<CompletableFuture<String>> questions = IntStream.range(0, 5)
                .mapToObj(_ -> CompletableFuture.supplyAsync(() -> turns.ask(ANN, PATIENCE, _ -> answer()), Thread::startVirtualThread))
                .toList();
        await().until(() -> asked.get() == 2);
        assertThat(turns.<String>ask(BOB, 0, _ -> "bob's")).isEqualTo("bob's");
        await().untilAsserted(() -> assertThatThrownBy(() -> turns.ask(ANN, 0, _ -> "beyond")).isInstanceOf(TooManyQueries.class));
        assertThat(asked).hasValue(2);
        end.countDown();
        assertThat(questions).allSatisfy(question -> assertThat(question.join()).isEqualTo("answer"));
        assertThat(turns.<String>ask(ANN, 0, _ -> "again")).isEqualTo("again");
    }

    private String answer() {
        asked.incrementAndGet();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "answer";
    }
}
