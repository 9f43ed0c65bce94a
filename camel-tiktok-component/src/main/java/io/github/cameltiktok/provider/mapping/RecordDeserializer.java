package io.github.cameltiktok.provider.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.ResolvableDeserializer;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Deserializer of records. Ignores unknown fields; of duplicate fields the last one counts, as in a tree. A component of
 * a missing or unreadable field is empty: {@code null}, an empty list, or a record whose components are all empty. A
 * nested record is {@code null} instead if it is declared as {@code @Nullable}.
 *
 * <p>Fields may have any order. The order of declaration is the fastest, because the parser then compares the name with
 * the expected one instead of looking it up.
 *
 * <p>Jackson's own deserializer of records rejects a duplicate field that follows all others, and leaves missing lists and
 * records {@code null}.
 */
final class RecordDeserializer extends JsonDeserializer<Object> implements ResolvableDeserializer {

    private final Class<?> type;
    private final ValueInstantiator instantiator;
    private final Map<String, Field> fields = new LinkedHashMap<>();

    /** Stands for fields that are not declared. Has no component; its successor is the first declared field. */
    private final Field unknown = new Field("");

    private @Nullable Object[] absent = {};
    private @Nullable Object empty;

    RecordDeserializer(Class<?> type, ValueInstantiator instantiator) {
        this.type = type;
        this.instantiator = instantiator;
    }

    @Override
    public void resolve(DeserializationContext context) throws JsonMappingException {
        SettableBeanProperty[] properties = instantiator.getFromObjectArguments(context.getConfig());
        RecordComponent[] declarations = type.getRecordComponents();
        absent = new Object[properties.length];
        for (int i = 0; i < properties.length; i++) {
            SettableBeanProperty property = properties[i];
            JsonDeserializer<Object> deserializer = property.hasValueDeserializer()
                    ? property.getValueDeserializer()
                    : context.findContextualValueDeserializer(property.getType(), property);
            Object emptyValue = deserializer.getEmptyValue(context);
            absent[i] = declarations[i].getAnnotatedType().isAnnotationPresent(Nullable.class) ? null : emptyValue;
            Component component = new Component(i, deserializer, emptyValue);
            TextForm textForm = property.getAnnotation(TextForm.class);
            if (textForm == null) {
                field(property.getName()).component = component;
            } else {
                field(textForm.value()).textForm = component;
            }
        }
        Field previous = unknown;
        for (Field field : fields.values()) {
            previous.next = field;
            previous = field;
        }
        try {
            empty = instantiator.createFromObjectWith(context, absent);
        } catch (IOException e) {
            throw JsonMappingException.fromUnexpectedIOE(e);
        }
    }

    private Field field(String name) {
        return fields.computeIfAbsent(name, Field::new);
    }

    @Override
    public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.isExpectedStartObjectToken()) {
            parser.skipChildren();
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
            if (component == null) {
                parser.skipChildren();
            } else {
                Object value = component.deserializer.deserialize(parser, context);
                values[component.index] =
                        value == null || value == component.emptyValue ? absent[component.index] : value;
            }
            expected = field == unknown ? expected : field.next;
            field = nextField(parser, expected);
        }
        return instantiator.createFromObjectWith(context, values);
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
    public @Nullable Object getEmptyValue(DeserializationContext context) {
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
            int index,
            JsonDeserializer<Object> deserializer,
            @Nullable Object emptyValue) {}
}
