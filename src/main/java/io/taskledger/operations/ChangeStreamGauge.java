package io.taskledger.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.taskledger.query.changes.ChangeStreams;
import org.springframework.stereotype.Component;

/** How many clients are told of changes as they happen. */
@Component
class ChangeStreamGauge implements MeterBinder {

    private final ChangeStreams streams;

    ChangeStreamGauge(ChangeStreams streams) {
        this.streams = streams;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("change_streams", streams, ChangeStreams::count).description("Streams of changes that clients read from this instance").register(meters);
    }
}
