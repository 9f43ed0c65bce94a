package io.github.cameltiktok.provider.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the names of the fields that were worked out instead of given, while one record is made. For one thread.
 */
public final class DerivedFields {

    private final List<String> fields = new ArrayList<>();

    /** Returns the value given; where there is none, what can be worked out, whose field is then named. */
    public <T> @Nullable T orDerive(@Nullable T given, String field, Supplier<? extends @Nullable T> derived) {
        return given != null ? given : derived(field, derived.get());
    }

    /** Returns a value that was worked out; its field is named if there is one. */
    public <T> @Nullable T derived(String field, @Nullable T value) {
        if (value != null) {
            fields.add(field);
        }
        return value;
    }

    /** Returns a list that was worked out; its field is named if there is anything in it. */
    public <T> List<T> derivedList(String field, List<T> values) {
        if (!values.isEmpty()) {
            fields.add(field);
        }
        return values;
    }

    /** Returns the names of the fields worked out so far. */
    public List<String> names() {
        return List.copyOf(fields);
    }
}
