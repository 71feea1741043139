package io.taskledger.eventstore;

import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;

/**
 * Events as JSON that a person can read: snake_case, under the names of {@link EventNames}. A field that this release
 * doesn't know is passed over, since a newer release may run beside it. What can't be written or read is told by its name and place alone.
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
    public <T> SerializedObject<T> serialize(Object object, Class<T> expectedRepresentation) {
        try {
            return super.serialize(object, expectedRepresentation);
        } catch (SerializationException e) {
            throw withoutContent(object.getClass().getName() + " can't be written", e);
        }
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // as inherited
    public <S, T> T deserialize(SerializedObject<S> serializedObject) {
        try {
            return super.deserialize(serializedObject);
        } catch (SerializationException e) {
            throw withoutContent(serializedObject.getType().getName() + " can't be read", e);
        }
    }

    /** What the cause says quotes what is in the event. */
    private static SerializationException withoutContent(String what, SerializationException e) {
        String why = e.getCause() instanceof JacksonException cause ? cause.getClass().getSimpleName() + " at " + cause.getPathReference() : "unknown";
        var told = new SerializationException(what + ": " + why);
        told.setStackTrace(e.getStackTrace());
        return told;
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
