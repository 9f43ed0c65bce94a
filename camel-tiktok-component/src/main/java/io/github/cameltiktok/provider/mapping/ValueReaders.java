package io.github.cameltiktok.provider.mapping;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chooses the reader of a record's component by its type and its annotations. */
final class ValueReaders {

    private static final Map<Type, ValueReader<?>> BY_TYPE = Map.of(
            String.class, Scalars::text,
            Long.class, Scalars::count,
            Integer.class, Scalars::index,
            BigDecimal.class, Scalars::number,
            Boolean.class, Scalars::flag,
            Instant.class, Scalars::time);

    private static final Map<Type, ValueReader<?>> POSITIVE = Map.of(
            Long.class, Scalars::positiveCount,
            Integer.class, Scalars::positiveIndex,
            BigDecimal.class, Scalars::positiveNumber);

    private static final ValueReader<?> ID = Scalars::id;
    private static final ValueReader<?> URL = Scalars::url;
    private static final ValueReader<?> HANDLE = Scalars::handle;
    private static final ValueReader<?> UNIX_TIME = Scalars::unixTime;

    private ValueReaders() {}

    /**
     * Returns the reader of a component.
     *
     * @param type of the component
     * @param annotations of the component; those of a list apply to its elements
     * @throws IllegalArgumentException if the type cannot be read
     */
    static ValueReader<?> of(Type type, AnnotatedElement annotations) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return new ListReader<>(of(list.getActualTypeArguments()[0], annotations));
        }
        if (type instanceof Class<?> record && record.isRecord()) {
            return RecordReader.of(record);
        }
        ValueReader<?> reader = scalar(type, annotations);
        if (reader == null) {
            throw new IllegalArgumentException("a component of a response must be a record, a List, or one of "
                    + BY_TYPE.keySet() + ", but is " + type);
        }
        return reader;
    }

    private static @Nullable ValueReader<?> scalar(Type type, AnnotatedElement annotations) {
        if (annotations.isAnnotationPresent(Id.class)) {
            return ID;
        }
        if (annotations.isAnnotationPresent(Url.class)) {
            return URL;
        }
        if (annotations.isAnnotationPresent(Handle.class)) {
            return HANDLE;
        }
        if (annotations.isAnnotationPresent(UnixTime.class)) {
            return UNIX_TIME;
        }
        return (annotations.isAnnotationPresent(Positive.class) ? POSITIVE : BY_TYPE).get(type);
    }
}
