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
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lenient data binding of records: the deserializer of a component depends on its type and its annotation. */
final class LenientModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    LenientModule() {
        super("lenient");
        add(String.class, Scalars::text);
        add(Long.class, Scalars::count);
        add(Integer.class, Scalars::index);
        add(BigDecimal.class, Scalars::number);
        add(Boolean.class, Scalars::flag);
        add(Instant.class, Scalars::time);
        setDeserializerModifier(new Modifier());
    }

    private <T> void add(Class<T> type, ScalarDeserializer.Reader<T> reader) {
        addDeserializer(type, new ScalarDeserializer<>(reader));
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
                return new ScalarDeserializer<>(Scalars::id);
            }
            if (annotated.hasAnnotation(Url.class)) {
                return new ScalarDeserializer<>(Scalars::url);
            }
            if (annotated.hasAnnotation(Handle.class)) {
                return new ScalarDeserializer<>(Scalars::handle);
            }
            if (annotated.hasAnnotation(UnixTime.class)) {
                return new ScalarDeserializer<>(Scalars::unixTime);
            }
            return annotated.hasAnnotation(Positive.class) ? positive(annotated.getRawType()) : null;
        }

        private static JsonDeserializer<?> positive(Class<?> type) {
            if (type == Long.class) {
                return new ScalarDeserializer<>(Scalars::positiveCount);
            }
            if (type == Integer.class) {
                return new ScalarDeserializer<>(Scalars::positiveIndex);
            }
            return new ScalarDeserializer<>(Scalars::positiveNumber);
        }
    }
}
