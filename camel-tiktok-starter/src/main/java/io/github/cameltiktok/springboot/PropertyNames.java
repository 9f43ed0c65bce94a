package io.github.cameltiktok.springboot;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The names below {@code camel.component.tiktok}. */
final class PropertyNames {

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of(TikTokProperties.PREFIX);

    private PropertyNames() {}

    /**
     * Checks that each property is known. Spring Boot's own check would log the value, which may be a misspelt API key.
     * Environment variables are exempt, as their names do not map to one property.
     *
     * @throws UnknownPropertyException that names the properties and their files
     */
    static void check(Environment environment) {
        List<ConfigurationPropertyName> known = known();
        Set<String> unknown = new TreeSet<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource names
                    && !(underlying(source) instanceof SystemEnvironmentPropertySource)) {
                names.stream()
                        .filter(PREFIX::isAncestorOf)
                        .filter(name -> !known.contains(name))
                        .map(name -> describe(name, source))
                        .forEach(unknown::add);
            }
        }
        if (!unknown.isEmpty()) {
            throw new UnknownPropertyException(List.copyOf(unknown));
        }
    }

    private static Object underlying(ConfigurationPropertySource source) {
        Object underlying = source.getUnderlyingSource();
        return underlying instanceof PropertySource<?> properties ? properties : source;
    }

    private static String describe(ConfigurationPropertyName name, ConfigurationPropertySource source) {
        ConfigurationProperty property = source.getConfigurationProperty(name);
        return property == null || property.getOrigin() == null
                ? name.toString()
                : name + " (" + property.getOrigin() + ')';
    }

    private static List<ConfigurationPropertyName> known() {
        List<ConfigurationPropertyName> names = new ArrayList<>();
        add(names, PREFIX, TikTokProperties.class);
        return names;
    }

    private static void add(List<ConfigurationPropertyName> names, ConfigurationPropertyName prefix, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            ConfigurationPropertyName name = prefix.append(DataObjectPropertyName.toDashedForm(component.getName()));
            names.add(name);
            if (component.getType() == TikTokProperties.Provider.class) {
                add(names, name, component.getType());
            }
        }
    }
}
