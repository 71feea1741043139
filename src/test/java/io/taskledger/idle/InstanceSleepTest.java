package io.taskledger.idle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.taskledger.kernel.BackgroundWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

class InstanceSleepTest {

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final Work folding = new Work(BackgroundWork.Stage.FOLDING);
    private final Work looking = new Work(BackgroundWork.Stage.LOOKING);
    private final Work connections = new Work(BackgroundWork.Stage.CONNECTIONS);
    private final AtomicBoolean busy = new AtomicBoolean();
    private final DatabaseUse use = new DatabaseUse();
    private final InstanceSleep sleep = new InstanceSleep(
            use, List.of(busy::get), List.of(connections, folding, looking), new MockEnvironment().withProperty("taskledger.idle-after", "1s"));

    @AfterEach
    void stop() {
        sleep.stop();
    }

    @Test
    void work_stops_in_the_order_of_its_stages_and_starts_in_the_opposite_one() throws SQLException {
        fallAsleep();
        assertThat(told).containsExactly("stop FOLDING", "stop LOOKING", "stop CONNECTIONS");
        told.clear();
        use.begin();
        assertThat(told).containsExactly("start CONNECTIONS", "start LOOKING", "start FOLDING");
        assertThat(sleep.isAsleep()).isFalse();
        assertThat(sleep.wakeUps()).isEqualTo(1);
    }

    @Test
    void a_wake_that_fails_leaves_nothing_running_and_the_next_request_tries_again() throws SQLException {
        fallAsleep();
        folding.fails = true;
        assertThatThrownBy(use::begin).isInstanceOf(SQLTransientConnectionException.class);
        assertThat(List.of(folding.running, looking.running, connections.running)).containsOnly(false);
        assertThat(sleep.isAsleep()).isTrue();

        folding.fails = false;
        use.begin();
        assertThat(List.of(folding.running, looking.running, connections.running)).containsOnly(true);
        assertThat(sleep.isAsleep()).isFalse();
    }

    @Test
    void requests_that_come_at_once_wake_it_once_and_none_goes_ahead_of_that() throws Exception {
        fallAsleep();
        List<Future<Boolean>> requests = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                requests.add(clients.submit(() -> {
                    inRequest(use::begin);
                    return folding.running;
                }));
            }
        }
        for (Future<Boolean> request : requests) {
            assertThat(request.get()).isTrue();
        }
        assertThat(sleep.wakeUps()).isEqualTo(1);
    }

    @Test
    void a_request_that_comes_while_it_falls_asleep_finds_it_awake() throws Exception {
        looking.ends = new CountDownLatch(1);
        sleep.start();
        await().until(() -> told.contains("stop LOOKING"));
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> request = clients.submit(() -> {
                inRequest(use::begin);
                return folding.running && looking.running && connections.running;
            });
            looking.ends.countDown();
            assertThat(request.get()).isTrue();
        }
    }

    @Test
    void work_that_has_not_ended_in_time_wakes_nobody() throws Exception {
        looking.ends = new CountDownLatch(1);
        folding.ends = looking.ends;
        fallAsleep();
        assertThatThrownBy(use::begin).isInstanceOf(SQLTransientConnectionException.class);
        assertThat(sleep.isAsleep()).isTrue();
        inRequest(use::begin);
        assertThat(sleep.isAsleep()).isFalse();
    }

    @Test
    void a_request_waits_for_another_that_wakes_it_and_not_for_ever() throws Exception {
        fallAsleep();
        looking.starts = new CountDownLatch(1);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> first = clients.submit(() -> {
                inRequest(use::begin);
                return true;
            });
            await().until(() -> told.contains("start CONNECTIONS"));
            assertThatThrownBy(() -> inRequest(use::begin)).isInstanceOf(SQLTransientConnectionException.class);
            looking.starts.countDown();
            assertThat(first.get()).isEqualTo(true);
        }
    }

    @Test
    void what_is_busy_keeps_it_awake() {
        busy.set(true);
        var other = new DatabaseUse();
        var idle = new InstanceSleep(other, List.of(), List.of(), new MockEnvironment().withProperty("taskledger.idle-after", "1s"));
        sleep.start();
        idle.start();
        await().until(idle::isAsleep);
        idle.stop();
        assertThat(told).isEmpty();
        busy.set(false);
        await().until(sleep::isAsleep);
    }

    @Test
    void a_request_that_is_under_way_keeps_it_awake_however_long_it_takes() throws SQLException {
        var attributes = new ServletRequestAttributes(new MockHttpServletRequest());
        sleep.start();
        RequestContextHolder.setRequestAttributes(attributes);
        try {
            use.begin();
            use.begin();
        } finally {
            RequestContextHolder.resetRequestAttributes();
        }
        var idle = new InstanceSleep(new DatabaseUse(), List.of(), List.of(), new MockEnvironment().withProperty("taskledger.idle-after", "1s"));
        idle.start();
        await().until(idle::isAsleep);
        idle.stop();
        assertThat(told).isEmpty();
        attributes.requestCompleted();
        await().until(sleep::isAsleep);
    }

    @Test
    void off_never_sleeps() {
        var awake = new InstanceSleep(
                use, List.of(), List.of(folding), new MockEnvironment().withProperty("taskledger.idle-after", "off"));
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        awake.start();
        assertThat(Thread.getAllStackTraces().keySet()).filteredOn(thread -> !before.contains(thread))
                .noneMatch(thread -> thread.getName().equals("instance-sleep"));
        awake.stop();
    }

    @Test
    void a_request_that_ends_after_the_context_was_closed_wakes_nothing() throws SQLException {
        fallAsleep();
        told.clear();
        sleep.onApplicationEvent(new ContextClosedEvent(new StaticApplicationContext()));
        use.begin();
        assertThat(told).isEmpty();
    }

    @Test
    void a_context_that_was_stopped_while_it_slept_can_be_started_again() {
        fallAsleep();
        sleep.stop();
        sleep.start();
        assertThat(List.of(folding.running, looking.running, connections.running)).containsOnly(true);
        await().until(sleep::isAsleep);
    }

    private void fallAsleep() {
        sleep.start();
        await().until(sleep::isAsleep);
    }

    private interface Begin {
        void begin() throws SQLException;
    }

    private static void inRequest(Begin begin) throws SQLException {
        var attributes = new ServletRequestAttributes(new MockHttpServletRequest());
        RequestContextHolder.setRequestAttributes(attributes);
        try {
            begin.begin();
        } finally {
            RequestContextHolder.resetRequestAttributes();
            attributes.requestCompleted();
        }
    }

    private final class Work implements BackgroundWork {

        private final Stage stage;
        private volatile boolean running = true;
        private volatile boolean fails;
        private volatile CountDownLatch ends = new CountDownLatch(0);
        private volatile CountDownLatch starts = new CountDownLatch(0);

        Work(Stage stage) {
            this.stage = stage;
        }

        @Override
        public Stage stage() {
            return stage;
        }

        @Override
        public void start() {
            if (fails) {
                throw new IllegalStateException("it can't be started now");
            }
            told.add("start " + stage);
            awaitStart();
            running = true;
        }

        private void awaitStart() {
            try {
                starts.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void stop() {
            told.add("stop " + stage);
            running = false;
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public boolean hasEnded() {
            return ends.getCount() == 0;
        }
    }
}
