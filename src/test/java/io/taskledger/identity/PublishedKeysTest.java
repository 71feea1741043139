package io.taskledger.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import io.taskledger.support.IssuerKey;
import io.taskledger.support.KeySetServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** When the issuer is asked for its keys. */
class PublishedKeysTest {

    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration ALWAYS = Duration.ZERO;
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int MOST_WAITING = 16;

    private final KeySetServer server = new KeySetServer();
    private final IssuerKey one = IssuerKey.of(JWSAlgorithm.EdDSA, "one");
    private final IssuerKey other = IssuerKey.of(JWSAlgorithm.ES256, "other");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void known_keys_are_not_asked_for_again() {
        server.publish(one, other);
        try (PublishedKeys keys = keys(NEVER, NEVER, NEVER)) {
            for (int i = 0; i < 100; i++) {
                assertThat(keys.keysFor(header(one))).containsExactly(one.pair().getPublic());
                assertThat(keys.keysFor(header(other))).containsExactly(other.pair().getPublic());
            }
        }
        assertThat(server.fetches()).isEqualTo(1);
    }

    @Test
    void all_who_ask_before_a_fetch_begins_are_answered_by_it() throws Exception {
        server.publish(one);
        var asked = new CountDownLatch(1);
        try (PublishedKeys keys = keys(NEVER, NEVER, NEVER)) {
            keys.keysFor(header(one));
            server.answerWith(exchange -> {
                await().until(() -> asked.getCount() == 0);
                KeySetServer.send(exchange, 200, "{\"keys\": []}");
            });
            List<CompletableFuture<List<PublicKey>>> answers = new ArrayList<>();
            List<Thread> threads = IntStream.range(0, MOST_WAITING).mapToObj(i -> {
                var answer = new CompletableFuture<List<PublicKey>>();
                answers.add(answer);
                return Thread.ofPlatform().start(() -> answer.complete(keys.keysFor(new JWSHeader.Builder(JWSAlgorithm.EdDSA).keyID("made-up-" + i).build())));
            }).toList();
            await().until(() -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING || thread.getState() == Thread.State.WAITING));
            asked.countDown();
            for (CompletableFuture<List<PublicKey>> answer : answers) {
                assertThat(answer.get()).isEmpty();
            }
        }
        assertThat(server.fetches()).isBetween(2, 3); // the first of all; one for whoever asked first; one for those who came while it ran
    }

    @Test
    void a_fetch_that_failed_answers_all_who_waited_for_it() throws Exception {
        var asked = new CountDownLatch(1);
        server.answerWith(exchange -> {
            await().until(() -> asked.getCount() == 0);
            KeySetServer.send(exchange, 503, "");
        });
        try (PublishedKeys keys = keys(NEVER, NEVER, NEVER)) {
            List<Thread> threads = IntStream.range(0, MOST_WAITING).mapToObj(_ -> Thread.ofPlatform().start(() -> keys.keysFor(header(one)))).toList();
            await().until(() -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING || thread.getState() == Thread.State.WAITING));
            asked.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(server.fetches()).isEqualTo(1);
    }

    @Test
    void a_key_that_was_withdrawn_is_forgotten_when_what_is_known_is_old() {
        server.publish(one, other);
        try (PublishedKeys keys = keys(ALWAYS, NEVER, ALWAYS)) {
            assertThat(keys.keysFor(header(other))).hasSize(1);
            server.publish(one);
            await().until(() -> keys.keysFor(header(other)).isEmpty());
            assertThat(keys.keysFor(header(one))).hasSize(1);
        }
    }

    @Test
    void what_is_old_stays_good_while_it_can_not_be_fetched_anew() {
        server.publish(one);
        try (PublishedKeys keys = keys(ALWAYS, NEVER, ALWAYS)) {
            keys.keysFor(header(one));
            server.answer(500, "");
            int before = server.fetches();
            await().until(() -> {
                assertThat(keys.keysFor(header(one))).hasSize(1);
                return server.fetches() > before + 3;
            });
            server.publish(other);
            await().until(() -> keys.current().keysFor(header(one)).isEmpty());
        }
    }

    @Test
    void what_is_old_is_not_waited_for() {
        server.publish(one);
        try (PublishedKeys keys = keys(ALWAYS, NEVER, ALWAYS)) {
            keys.keysFor(header(one));
            var answered = new CountDownLatch(1);
            server.answerWith(exchange -> {
                await().until(() -> answered.getCount() == 0);
                KeySetServer.send(exchange, 500, "");
            });
            int before = server.fetches();
            await().until(() -> {
                assertThat(keys.keysFor(header(one))).hasSize(1);
                return server.fetches() > before;
            });
            assertThat(keys.keysFor(header(one))).hasSize(1);
            answered.countDown();
        }
    }

    @Test
    void what_is_very_old_is_waited_for_if_it_can_be_had() {
        server.publish(one, other);
        try (PublishedKeys keys = keys(ALWAYS, ALWAYS, ALWAYS)) {
            assertThat(keys.keysFor(header(other))).hasSize(1);
            server.publish(one);
            assertThat(keys.current().keysFor(header(other))).isEmpty();
            server.answer(500, "");
            assertThat(keys.current().keysFor(header(one))).hasSize(1);
        }
    }

    @Test
    void beyond_sixteen_nobody_waits_for_a_key_and_known_ones_are_good() throws Exception {
        server.publish(one);
        var asked = new CountDownLatch(1);
        try (PublishedKeys keys = keys(NEVER, NEVER, NEVER)) {
            keys.keysFor(header(one));
            server.answerWith(exchange -> {
                await().until(() -> asked.getCount() == 0);
                KeySetServer.send(exchange, 503, "");
            });
            for (int round = 0; round < 2; round++) { // places are given back
                List<Thread> threads = IntStream.range(0, MOST_WAITING).mapToObj(_ -> Thread.ofPlatform().start(() -> keys.keysFor(header(other)))).toList();
                await().until(() -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING || thread.getState() == Thread.State.WAITING));
                assertThatThrownBy(() -> keys.keysFor(header(other))).isInstanceOf(TokenNotChecked.class);
                assertThat(keys.keysFor(header(one))).containsExactly(one.pair().getPublic());
                if (round == 0) {
                    threads.forEach(Thread::interrupt);
                } else {
                    asked.countDown();
                }
                for (Thread thread : threads) {
                    thread.join();
                }
            }
        }
    }

    @Test
    void a_set_without_a_key_that_can_be_used_is_an_outage() {
        server.publish(one);
        try (PublishedKeys keys = keys(ALWAYS, ALWAYS, ALWAYS)) {
            assertThat(keys.keysFor(header(one))).hasSize(1);
            for (String set : List.of("{\"keys\": []}", "{\"keys\": [null]}", "{\"keys\": [{\"kty\": \"XYZ\"}]}", "{\"keys\": [" + one.withPrivateHalf().toJSONString() + "]}")) {
                server.answer(200, set);
                int before = server.fetches();
                assertThat(keys.current().keysFor(header(one))).hasSize(1);
                assertThat(server.fetches()).isGreaterThan(before);
            }
            server.publish(other);
            assertThat(keys.current().keysFor(header(one))).isEmpty();
        }
    }

    @Test
    void an_algorithm_that_no_published_key_may_have_is_not_asked_for() {
        server.publish(one);
        try (PublishedKeys keys = keys(NEVER, NEVER, NEVER)) {
            assertThat(keys.keysFor(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build())).isEmpty();
            assertThat(keys.keysFor(new JWSHeader.Builder(JWSAlgorithm.ES512).keyID("one").build())).isEmpty();
        }
        assertThat(server.fetches()).isZero();
    }

    private PublishedKeys keys(Duration age, Duration limit, Duration retry) {
        return new PublishedKeys(
                new KeySetDownload(URI.create(server.origin() + KeySetServer.PATH)), new PublishedKeys.Pace(age, limit, retry, ALWAYS, LONG));
    }

    private static JWSHeader header(IssuerKey key) {
        return new JWSHeader.Builder(key.algorithm()).keyID(key.id()).build();
    }
}
