package io.github.cameltiktok.provider.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects the names of derived fields, which are listed in {@code source.inferred} of a record. Not thread-safe.
 */
public final class DerivedFields {

    private final List<String> fields = new ArrayList<>();

    /** Returns the given value, or else the derived one, whose field is then recorded. */
    public <T> @Nullable T orDerive(@Nullable T given, String field, Supplier<? extends @Nullable T> derived) {
        return given != null ? given : derived(field, derived.get());
    }

    /** Returns a derived value. Records its field unless the value is {@code null}. */
    public <T> @Nullable T derived(String field, @Nullable T value) {
        if (value != null) {
            fields.add(field);
        }
        return value;
    }

    /** Returns a derived list. Records its field unless the list is empty. */
    public <T> List<T> derivedList(String field, List<T> values) {
        if (!values.isEmpty()) {
            fields.add(field);
        }
        return values;
    }

    /** Returns the names of the recorded fields. */
    public List<String> names() {
        return List.copyOf(fields);
    }
}
