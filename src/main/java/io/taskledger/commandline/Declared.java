package io.taskledger.commandline;

import io.taskledger.query.projection.Projection;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.core.type.filter.TypeFilter;
import org.springframework.stereotype.Component;

import java.io.IOException;

/** Finds what a release declares as its projections, and as what reads older events. */
final class Declared implements TypeFilter {

    private final TypeFilter component = new AnnotationTypeFilter(Component.class);

    @Override
    public boolean match(MetadataReader reader, MetadataReaderFactory readers) throws IOException {
        return component.match(reader, readers) && isOneOf(reader, readers, Projection.class, EventUpcaster.class);
    }

    private static boolean isOneOf(MetadataReader reader, MetadataReaderFactory readers, Class<?>... types) throws IOException {
        for (Class<?> type : types) {
            if (new AssignableTypeFilter(type).match(reader, readers)) {
                return true;
            }
        }
        return false;
    }
}
