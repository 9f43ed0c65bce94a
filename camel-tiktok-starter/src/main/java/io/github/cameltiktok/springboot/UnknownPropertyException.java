package io.github.cameltiktok.springboot;

import java.util.List;

/** Thrown if a property below {@code camel.component.tiktok} is not an option. The message has no values. */
final class UnknownPropertyException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnknownPropertyException(List<String> properties) {
        super("unknown " + (properties.size() == 1 ? "property " : "properties ") + String.join(", ", properties));
    }
}
