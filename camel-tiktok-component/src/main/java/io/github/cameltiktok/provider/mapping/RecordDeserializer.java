package io.github.cameltiktok.provider.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.ResolvableDeserializer;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Deserializer of records. Ignores unknown fields; of duplicate fields the last one counts, as in a tree. A component of
 * a missing or unreadable field is empty: {@code null}, an empty list, or a record whose components are all empty. A
 * nested record is {@code null} instead if it is declared as {@code @Nullable}.
 *
 * <p>Jackson's own deserializer of records rejects a duplicate field that follows all others, and leaves missing lists and
 * records {@code null}.
 */
final class RecordDeserializer extends JsonDeserializer<Object> implements ResolvableDeserializer {

    private final Class<?> type;
    private final ValueInstantiator instantiator;
    private final Map<String, Component> components = new HashMap<>();

    /** Of fields that are an object in some responses and plain in others. */
    private final Map<String, Component> textForms = new HashMap<>();

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
                components.put(property.getName(), component);
            } else {
                textForms.put(textForm.value(), component);
            }
        }
        try {
            empty = instantiator.createFromObjectWith(context, absent);
        } catch (IOException e) {
            throw JsonMappingException.fromUnexpectedIOE(e);
        }
    }

    @Override
    public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.isExpectedStartObjectToken()) {
            parser.skipChildren();
            return null;
        }
        String name = parser.nextFieldName();
        if (name == null) {
            return empty;
        }
        @Nullable Object[] values = absent.clone();
        for (; name != null; name = parser.nextFieldName()) {
            boolean isPlain = parser.nextToken().isScalarValue();
            Component component = components.get(name);
            Component textForm = textForms.isEmpty() ? null : textForms.get(name);
            if (textForm != null) {
                clear(values, component);
                clear(values, textForm);
                component = isPlain ? textForm : component;
            }
            if (component == null) {
                parser.skipChildren();
            } else {
                Object value = component.deserializer.deserialize(parser, context);
                values[component.index] =
                        value == null || value == component.emptyValue ? absent[component.index] : value;
            }
        }
        return instantiator.createFromObjectWith(context, values);
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

    /** @param emptyValue value of an object or array without content; {@code null} for other types */
    private record Component(
            int index,
            JsonDeserializer<Object> deserializer,
            @Nullable Object emptyValue) {}
}
