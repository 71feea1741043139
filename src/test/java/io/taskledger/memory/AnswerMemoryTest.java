package io.taskledger.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskledger.kernel.AnswerMemory;
import io.taskledger.kernel.AnswerRoom;
import io.taskledger.kernel.HeapForClients;
import io.taskledger.kernel.NoRoomForAnswer;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

class AnswerMemoryTest {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final int MOST_OF_A_HOLDER = 64;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final AtomicInteger ended = new AtomicInteger();

    private final AnswerMemory memory = new AnswerMemory(16L * MEBIBYTE, 8L * MEBIBYTE, Duration.ofDays(1));

    @Test
    void one_holder_has_a_quarter_and_others_find_some() {
        List<AnswerRoom> taken = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            taken.add(sending("ann", MEBIBYTE));
        }
        assertThatThrownBy(() -> sending("ann", MEBIBYTE)).isInstanceOf(NoRoomForAnswer.class);
        for (String other : List.of("bob", "cid", "dan")) {
            taken.add(sending(other, MEBIBYTE));
            taken.add(sending(other, MEBIBYTE));
        }
        assertThatThrownBy(() -> sending("eve", MEBIBYTE)).isInstanceOf(NoRoomForAnswer.class);
        taken.removeFirst().close();
        taken.add(sending("eve", MEBIBYTE));
        taken.forEach(AnswerRoom::close);
        assertThat(memory.isUnused()).isTrue();
    }

    @Test
    void small_answers_need_no_room() {
        for (int i = 0; i < 10_000; i++) {
            sending("ann", 16 * 1024);
        }
        assertThat(memory.isUnused()).isTrue();
    }

    @Test
    void what_was_read_is_given_back_when_it_is_sent() {
        for (int i = 0; i < 100; i++) {
            AnswerRoom room = memory.roomFor("ann", () -> {});
            room.read(MEBIBYTE);
            room.send(1_000);
        }
        assertThat(memory.isUnused()).isTrue();
    }

    @Test
    void closing_twice_gives_back_once() {
        AnswerRoom first = sending("ann", 2 * MEBIBYTE);
        first.close();
        first.close();
        try (AnswerRoom _ = sending("ann", 2 * MEBIBYTE)) {
            assertThatThrownBy(() -> sending("ann", MEBIBYTE)).isInstanceOf(NoRoomForAnswer.class);
        }
        assertThat(memory.isUnused()).isTrue();
    }

    @Test
    void the_largest_answer_fits_into_the_smallest_heap() {
        HeapForClients heap = HeapForClients.of(64L * MEBIBYTE);
        var small = new AnswerMemory(AnswerMemory.forReading(heap), AnswerMemory.forSending(heap), Duration.ofSeconds(5));
        try (AnswerRoom room = small.roomFor("ann", () -> {})) {
            room.read(MEBIBYTE);
            room.send(MEBIBYTE);
        }
        assertThat(small.isUnused()).isTrue();
    }

    @Test
    void a_holder_of_whom_many_wait_is_refused_at_once() throws Exception {
        try (AnswerRoom _ = sending("ann", 2 * MEBIBYTE); ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> answers = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                answers.add(threads.submit(() -> assertThatThrownBy(() -> sending("ann", MEBIBYTE)).isInstanceOf(NoRoomForAnswer.class)));
            }
            for (Future<?> answer : answers) {
                answer.get();
            }
            sending("ben", MEBIBYTE).close();
        }
        assertThat(memory.isUnused()).isTrue();
    }

    @Test
    void many_at_once_leave_nothing_behind() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> answers = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                var random = new Random(i);
                answers.add(threads.submit(() -> {
                    try (AnswerRoom room = memory.roomFor("user-" + random.nextInt(9), () -> {})) {
                        room.read(random.nextInt(MEBIBYTE));
                        LockSupport.parkNanos(1);
                        room.send(random.nextInt(MEBIBYTE));
                        LockSupport.parkNanos(1);
                    } catch (NoRoomForAnswer _) {
                        // told to come again
                    }
                }));
            }
            for (Future<?> answer : answers) {
                answer.get();
            }
        }
        assertThat(memory.isUnused()).isTrue();
        sending("ann", 2 * MEBIBYTE).close();
    }

    @Test
    void where_one_waits_the_oldest_of_the_slow_end_and_no_more_than_it_takes() {
        var slow = new Slow(8);
        for (String user : List.of("ann", "bob", "cid", "dan", "fay", "gus", "hal", "ida")) {
            slow.send(user, MEBIBYTE);
        }
        assertThat(slow.ended).isEmpty();
        slow.send("eve", 2 * MEBIBYTE);
        assertThat(slow.ended).containsExactly("ann", "bob");
    }

    @Test
    void where_a_holder_waits_for_its_own_part_its_own_slow_end() {
        var slow = new Slow(8);
        for (String user : List.of("ann", "bob", "bob")) {
            slow.send(user, MEBIBYTE);
        }
        slow.send("bob", MEBIBYTE);
        assertThat(slow.ended).containsExactly("bob");
    }

    /** Of a holder's part so small answers take little: the holder has as many as one may. */
    @Test
    void where_a_holder_has_too_many_small_ones_its_oldest_end() {
        var slow = new Slow(16);
        for (int i = 0; i < MOST_OF_A_HOLDER + 2; i++) {
            slow.send("ann", 17 * 1024);
        }
        assertThat(slow.ended).containsExactly("ann", "ann");
    }

    @Test
    void an_answer_whose_end_fails_costs_no_other_its_room() {
        var slow = new Slow(8);
        slow.failing = true;
        for (String user : List.of("ann", "bob", "cid", "dan")) {
            slow.send(user, 2 * MEBIBYTE);
        }
        slow.send("eve", 2 * MEBIBYTE);
        assertThat(slow.ended).containsExactly("ann");
    }

    @Test
    void what_is_not_slow_yet_is_not_ended() {
        List<AnswerRoom> taken = new ArrayList<>();
        for (String user : List.of("ann", "bob", "cid", "dan")) {
            taken.add(sending(user, 2 * MEBIBYTE));
        }
        assertThatThrownBy(() -> sending("eve", MEBIBYTE)).isInstanceOf(NoRoomForAnswer.class);
        taken.forEach(AnswerRoom::close);
    }

    /** Answers to clients that take nothing: they are given back when they are ended. */
    private static final class Slow {

        private final AnswerMemory memory;
        private final List<String> ended = new ArrayList<>();
        private boolean failing;

        Slow(int mebibytes) {
            memory = new AnswerMemory(MEBIBYTE, (long) mebibytes * MEBIBYTE, Duration.ZERO);
        }

        void send(String user, long bytes) {
            var opened = new AtomicReference<AnswerRoom>();
            AnswerRoom room = memory.roomFor(user, () -> {
                ended.add(user);
                Thread.startVirtualThread(() -> opened.get().close());
                if (failing) {
                    throw new IllegalStateException("The connection had ended already");
                }
            });
            opened.set(room);
            room.send(bytes, PATIENCE);
        }
    }

    private AnswerRoom sending(String holder, long bytes) {
        AnswerRoom room = memory.roomFor(holder, () -> ended.incrementAndGet());
        room.send(bytes);
        assertThat(ended).hasValue(0);
        return room;
    }
}
