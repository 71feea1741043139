package io.taskledger.operations;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.taskledger.idle.InstanceSleep;
import org.springframework.stereotype.Component;

/** Whether the instance sleeps. */
@Component
class SleepMetrics implements MeterBinder {

    private final InstanceSleep sleep;

    SleepMetrics(InstanceSleep sleep) {
        this.sleep = sleep;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("instance_asleep", () -> sleep.isAsleep() ? 1 : 0)
                .description("Whether the instance is idle and asks PostgreSQL nothing")
                .register(meters);
        FunctionCounter.builder("instance_wake_ups", sleep, InstanceSleep::wakeUps)
                .description("Times that a request woke the instance")
                .register(meters);
    }
}
