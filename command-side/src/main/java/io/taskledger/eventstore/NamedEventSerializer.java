package io.taskledger.eventstore;

import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;

/**
 * Events as JSON that a person can read: snake_case, under the names of {@link EventNames}. A field that this release
 * doesn't know is passed over, since a newer release may run beside it.
 */
public final class NamedEventSerializer extends Jackson3Serializer {

    private final EventNames names;

    public NamedEventSerializer(EventNames names) {
        super(builder().jsonMapperBuilderCustomizer(json -> json
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)));
        this.names = names;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public SerializedType typeForClass(@Nullable Class type) {
        String name = type == null ? null : names.nameOf(type);
        return name == null ? super.typeForClass(type) : new SimpleSerializedType(name, getRevisionResolver().revisionOf(type));
    }

    @Override
    protected String resolveClassName(SerializedType type) {
        return names.classNameOf(type.getName());
    }
}
