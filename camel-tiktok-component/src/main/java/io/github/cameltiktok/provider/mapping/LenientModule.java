package io.github.cameltiktok.provider.mapping;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.CollectionType;
import io.github.cameltiktok.provider.mapping.ScalarDeserializer.Scalar;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lenient data binding of records: the deserializer of a component depends on its type and its annotation. */
final class LenientModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    LenientModule() {
        super("lenient");
        add(String.class, Scalar.TEXT);
        add(Long.class, Scalar.COUNT);
        add(Integer.class, Scalar.INDEX);
        add(BigDecimal.class, Scalar.NUMBER);
        add(Boolean.class, Scalar.FLAG);
        add(Instant.class, Scalar.TIME);
        setDeserializerModifier(new Modifier());
    }

    private <T> void add(Class<T> type, Scalar scalar) {
        addDeserializer(type, new ScalarDeserializer<>(scalar));
    }

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.insertAnnotationIntrospector(new Introspector());
    }

    private static final class Modifier extends BeanDeserializerModifier {

        private static final long serialVersionUID = 1L;

        @Override
        public JsonDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription description, JsonDeserializer<?> deserializer) {
            return description.getType().isRecordType() && deserializer instanceof BeanDeserializerBase base
                    ? new RecordDeserializer(description.getBeanClass(), base.getValueInstantiator())
                    : deserializer;
        }

        @Override
        public JsonDeserializer<?> modifyCollectionDeserializer(
                DeserializationConfig config,
                CollectionType type,
                BeanDescription description,
                JsonDeserializer<?> deserializer) {
            return type.isTypeOrSubTypeOf(List.class)
                    ? new ListDeserializer(type, type.getContentType().getValueHandler())
                    : deserializer;
        }
    }

    private static final class Introspector extends NopAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Object findDeserializer(Annotated annotated) {
            return annotated.getRawType() == List.class ? null : find(annotated);
        }

        @Override
        public @Nullable Object findContentDeserializer(Annotated annotated) {
            return annotated.getRawType() == List.class ? find(annotated) : null;
        }

        private static @Nullable JsonDeserializer<?> find(Annotated annotated) {
            if (annotated.hasAnnotation(Id.class)) {
                return new ScalarDeserializer<>(Scalar.ID);
            }
            if (annotated.hasAnnotation(Url.class)) {
                return new ScalarDeserializer<>(Scalar.URL);
            }
            if (annotated.hasAnnotation(Handle.class)) {
                return new ScalarDeserializer<>(Scalar.HANDLE);
            }
            if (annotated.hasAnnotation(UnixTime.class)) {
                return new ScalarDeserializer<>(Scalar.UNIX_TIME);
            }
            return annotated.hasAnnotation(Positive.class) ? positive(annotated.getRawType()) : null;
        }

        private static JsonDeserializer<?> positive(Class<?> type) {
            if (type == Long.class) {
                return new ScalarDeserializer<>(Scalar.POSITIVE_COUNT);
            }
            if (type == Integer.class) {
                return new ScalarDeserializer<>(Scalar.POSITIVE_INDEX);
            }
            return new ScalarDeserializer<>(Scalar.POSITIVE_NUMBER);
        }
    }
}
