package io.github.cameltiktok;

import io.github.cameltiktok.link.TikTokLink;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Collects what one place (headers, options, a body) names, and refuses two different things. For one thread. */
final class NamedSubject {

    private final String place;
    private @Nullable String firstName;
    private @Nullable TikTokLink subject;

    /** @param place for messages: {@code header}, {@code option}, {@code body field} */
    NamedSubject(String place) {
        this.place = place;
    }

    /**
     * Adds a field; an absent or blank one says nothing.
     *
     * @throws InvalidArgumentException if the value is no such thing, or names something else than a field before it
     */
    NamedSubject add(String name, SubjectField field, @Nullable Object value) {
        String text = text(name, value);
        if (text == null || text.isBlank()) {
            return this;
        }
        TikTokLink named;
        try {
            named = field.parse(text);
        } catch (InvalidArgumentException e) {
            throw new InvalidArgumentException(place + ' ' + name + ": " + e.getMessage(), e);
        }
        if (subject != null && !subject.canonical().equals(named.canonical())) {
            throw new InvalidArgumentException("two different subjects: " + place + ' ' + firstName + " names "
                    + subject.url() + ", but " + place + ' ' + name + " names " + named.url());
        }
        if (subject == null) {
            firstName = name;
            subject = named;
        }
        return this;
    }

    /** Returns what is named; {@code null} if nothing is. */
    @Nullable
    TikTokLink subject() {
        return subject;
    }

    private @Nullable String text(String name, @Nullable Object value) {
        if (value == null || value instanceof CharSequence) {
            return value == null ? null : value.toString();
        }
        if (value instanceof Long || value instanceof Integer || value instanceof BigInteger) {
            return value.toString();
        }
        throw new InvalidArgumentException(place + ' ' + name + " must be text or a whole number, but was of type "
                + value.getClass().getSimpleName());
    }
}
