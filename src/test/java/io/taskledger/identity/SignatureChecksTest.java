package io.taskledger.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.taskledger.identity.TokenRefused.Kind;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** How many signatures are checked at a time, and who waits for that. */
class SignatureChecksTest {

    private static final int OF_STRANGERS = 64;
    private static final int OF_EACH = 4;

    private final SignatureChecks checks = new SignatureChecks(2);
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger others = new AtomicInteger();

    @Test
    void no_more_are_checked_at_a_time_than_may_be() {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        List<CompletableFuture<String>> all = IntStream.range(0, OF_STRANGERS).mapToObj(i -> CompletableFuture.supplyAsync(() -> checks.inTurn("user-" + i, () -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            awaitEnd();
            running.decrementAndGet();
            return "good";
        }), Thread::startVirtualThread)).toList();
        await().until(() -> most.get() == 2);
        end.countDown();
        assertThat(all).allSatisfy(check -> assertThat(check.handle((_, failure) -> failure == null || failure.getCause() instanceof TokenNotChecked).join()).isTrue());
        assertThat(most).hasValue(2);
    }

    @Test
    void beyond_the_places_nobody_waits_and_places_are_given_back() {
        List<CompletableFuture<String>> strangers = waiting(OF_STRANGERS, "stranger-");
        await().until(() -> begun.get() == 2);
        expectNoPlace(this::stranger);
        end.countDown();
        strangers.forEach(check -> assertThatThrownBy(check::join).isInstanceOf(CompletionException.class));
        assertThat(checks.inTurn("one-more", () -> "good")).isEqualTo("good");
    }

    @Test
    void a_user_who_was_good_lately_has_places_that_strangers_can_not_take() {
        checks.inTurn("ann", () -> "good");
        List<CompletableFuture<String>> strangers = waiting(OF_STRANGERS, "stranger-");
        expectNoPlace(this::stranger);
        CompletableFuture<String> ann = CompletableFuture.supplyAsync(() -> checks.inTurn("ann", () -> "good"), Thread::startVirtualThread);
        end.countDown();
        assertThat(ann.join()).isEqualTo("good");
        strangers.forEach(check -> assertThatThrownBy(check::join).isInstanceOf(CompletionException.class));
    }

    @Test
    void tokens_in_the_name_of_a_good_user_take_no_more_than_their_places() {
        checks.inTurn("ann", () -> "good");
        checks.inTurn("bob", () -> "good");
        List<CompletableFuture<String>> forged = IntStream.range(0, OF_STRANGERS + OF_EACH).mapToObj(_ -> forged("ann")).toList();
        expectNoPlace(() -> "ann");
        CompletableFuture<String> bob = CompletableFuture.supplyAsync(() -> checks.inTurn("bob", () -> "good"), Thread::startVirtualThread);
        end.countDown();
        assertThat(bob.join()).isEqualTo("good");
        forged.forEach(check -> assertThatThrownBy(check::join).isInstanceOf(CompletionException.class));
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void expectNoPlace(Supplier<String> user) {
        await().untilAsserted(() -> assertThatThrownBy(() -> checks.inTurn(user.get(), () -> "good"))
                .isInstanceOf(TokenNotChecked.class).hasMessageContaining("are waiting"));
    }

    private String stranger() {
        return "one-more-" + others.incrementAndGet();
    }

    private List<CompletableFuture<String>> waiting(int count, String user) {
        return IntStream.range(0, count).mapToObj(i -> forged(user + i)).toList();
    }

    private CompletableFuture<String> forged(String user) {
        return CompletableFuture.supplyAsync(() -> checks.inTurn(user, () -> {
            begun.incrementAndGet();
            awaitEnd();
            throw new TokenRefused(Kind.BAD_SIGNATURE);
        }), Thread::startVirtualThread);
    }
}
