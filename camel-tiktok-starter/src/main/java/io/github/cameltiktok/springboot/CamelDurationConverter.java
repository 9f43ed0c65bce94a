package io.github.cameltiktok.springboot;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.core.convert.converter.Converter;

/** Converts text, or a number as YAML has it, to a duration. Blank text counts as not set. */
@ConfigurationPropertiesBinding
final class CamelDurationConverter implements Converter<Object, CamelDuration> {

    @Override
    public @Nullable CamelDuration convert(Object source) {
        String text = source.toString();
        return text.isBlank() ? null : CamelDuration.parse(text);
    }
}
