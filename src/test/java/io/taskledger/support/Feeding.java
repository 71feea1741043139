package io.taskledger.support;

import static org.awaitility.Awaitility.await;

import io.taskledger.kernel.BackgroundWork;
import org.springframework.context.ApplicationContext;

import java.time.Duration;

/** What feeds the projections of an application, to be stopped for a while. */
public final class Feeding {

    private final BackgroundWork work;

    private Feeding(BackgroundWork work) {
        this.work = work;
    }

    public static Feeding of(ApplicationContext application) {
        return new Feeding(application.getBeansOfType(BackgroundWork.class).values().stream()
                .filter(work -> work.stage() == BackgroundWork.Stage.FOLDING)
                .findFirst()
                .orElseThrow());
    }

    /** Returns when nothing is folded any more. */
    public void stop() {
        work.stop();
        await().atMost(Duration.ofMinutes(1)).until(work::hasEnded);
    }

    public void start() {
        work.start();
    }
}
