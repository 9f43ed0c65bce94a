package io.github.cameltiktok.provider.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object into a record. Ignores unknown fields; of duplicate fields the last one counts, as in a tree. A
 * component of a missing or unreadable field is empty: {@code null}, an empty list, or a record whose components are all
 * empty. A nested record is {@code null} instead if it is declared as {@code @Nullable}.
 *
 * <p>Fields may have any order. The order of declaration is the fastest, because the parser then compares the name with
 * the expected one instead of looking it up.
 */
final class RecordReader<T> implements ValueReader<T> {

    private final Constructor<T> constructor;
    private final Map<String, Field> fields = new LinkedHashMap<>();

    /** Stands for fields that are not declared. Has no component; its successor is the first declared field. */
    private final Field unknown = new Field("");

    private final @Nullable Object[] absent;
    private final T empty;

    private RecordReader(Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        constructor = canonicalConstructor(type, components);
        absent = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            RecordComponent declared = components[i];
            ValueReader<?> reader = ValueReaders.of(declared.getGenericType(), declared);
            Object emptyValue = reader.empty();
            absent[i] = declared.getAnnotatedType().isAnnotationPresent(Nullable.class) ? null : emptyValue;
            Component component = new Component(i, reader, emptyValue);
            TextForm textForm = declared.getAnnotation(TextForm.class);
            if (textForm == null) {
                field(jsonName(type, declared.getName())).component = component;
            } else {
                field(textForm.value()).textForm = component;
            }
        }
        Field previous = unknown;
        for (Field field : fields.values()) {
            previous.next = field;
            previous = field;
        }
        empty = create(absent);
    }

    /**
     * Returns a reader of a record and its nested records.
     *
     * @throws IllegalArgumentException if a component has a type that cannot be read
     */
    static <T> RecordReader<T> of(Class<T> type) {
        return new RecordReader<>(type);
    }

    private static <T> Constructor<T> canonicalConstructor(Class<T> type, RecordComponent[] components) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<T> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record without its canonical constructor: " + type, e);
        }
    }

    private static String jsonName(Class<?> type, String name) {
        return type.isAnnotationPresent(SnakeCase.class)
                ? name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT)
                : name;
    }

    private Field field(String name) {
        return fields.computeIfAbsent(name, Field::new);
    }

    private T create(@Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("could not create " + constructor.getDeclaringClass(), e);
        }
    }

    @Override
    public @Nullable T read(JsonParser parser) throws IOException {
        if (!parser.isExpectedStartObjectToken()) {
            return null;
        }
        Field expected = unknown.next;
        Field field = nextField(parser, expected);
        if (field == null) {
            return empty;
        }
        @Nullable Object[] values = absent.clone();
        while (field != null) {
            boolean isPlain = parser.nextToken().isScalarValue();
            Component component = field.component;
            if (field.textForm != null) {
                clear(values, component);
                clear(values, field.textForm);
                component = isPlain ? field.textForm : component;
            }
            if (component != null) {
                Object value = component.reader.read(parser);
                values[component.index] =
                        value == null || value == component.emptyValue ? absent[component.index] : value;
            }
            // An object or array that was not read.
            parser.skipChildren();
            expected = field == unknown ? expected : field.next;
            field = nextField(parser, expected);
        }
        return create(values);
    }

    /** Returns the next field of the object; {@code null} at the end. */
    private @Nullable Field nextField(JsonParser parser, Field expected) throws IOException {
        if (parser.nextFieldName(expected.name)) {
            return expected;
        }
        return parser.hasToken(JsonToken.FIELD_NAME) ? fields.getOrDefault(parser.currentName(), unknown) : null;
    }

    private void clear(@Nullable Object[] values, @Nullable Component component) {
        if (component != null) {
            values[component.index] = absent[component.index];
        }
    }

    @Override
    public T empty() {
        return empty;
    }

    /** Field in JSON. */
    private static final class Field {

        private final SerializedString name;
        private @Nullable Component component;

        /** Of a field that is an object in some responses and plain in others. */
        private @Nullable Component textForm;

        /** Field that usually follows; the last field is its own successor. */
        private Field next = this;

        Field(String name) {
            this.name = new SerializedString(name);
        }
    }

    /** @param emptyValue value of an object or array without content; {@code null} for other types */
    private record Component(
            int index, ValueReader<?> reader, @Nullable Object emptyValue) {}
}
