package io.github.cameltiktok.internal.message;

import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokResource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Collects the subject that one place (headers, options, a body) names for a resource.
 *
 * <p>Two different subjects of the resource are rejected. A subject of the other resource next to one of this
 * resource is accepted: the author's handle next to a video, or the link of a video next to its author. For one
 * thread.
 */
public final class SubjectCollector {

    private final TikTokResource resource;
    private final String place;
    private @Nullable Named first;
    private @Nullable Named otherLink;
    private @Nullable Unread otherField;

    private record Named(String name, String text, TikTokLink subject) {}

    /** A field that can only name a subject of the other resource. It is parsed only when needed. */
    private record Unread(String name, SubjectField field, Object value) {}

    /** @param place for error messages: {@code header}, {@code option}, {@code body field} */
    public SubjectCollector(TikTokResource resource, String place) {
        this.resource = resource;
        this.place = place;
    }

    /**
     * Adds a field; a missing or blank one is ignored.
     *
     * @throws InvalidArgumentException if the value is no subject, or differs from the subject of an earlier field
     */
    public SubjectCollector add(String name, SubjectField field, @Nullable Object value) {
        if (value == null || value.toString().isBlank()) {
            return this;
        }
        if (!field.names(resource)) {
            otherField = otherField == null ? new Unread(name, field, value) : otherField;
            return this;
        }
        Named named = read(name, field, value);
        if (!accepts(resource, named.subject())) {
            otherLink = otherLink == null ? named : otherLink;
        } else if (first == null) {
            first = named;
        } else if (!first.subject().canonical().equals(named.subject().canonical())) {
            throw new InvalidArgumentException("two different subjects: " + place + ' ' + first.name() + " names "
                    + first.subject().url() + ", but " + place + ' ' + name + " names "
                    + named.subject().url());
        }
        return this;
    }

    /**
     * Returns the subject of the resource; {@code null} if none is named.
     *
     * @throws InvalidArgumentException if only a link to a subject of the other resource is named
     */
    @Nullable
    public TikTokLink subject() {
        if (first == null && otherLink != null) {
            requireResource(otherLink.subject(), resource);
        }
        return first == null ? null : first.subject();
    }

    /** @throws InvalidArgumentException if a subject of the other resource is named */
    void rejectOther() {
        if (otherLink != null) {
            requireResource(otherLink.subject(), resource);
        }
        if (otherField != null) {
            requireResource(
                    read(otherField.name(), otherField.field(), otherField.value())
                            .subject(),
                    resource);
        }
    }

    /** Returns the header that names the subject, which must exist. */
    HeaderInput.Choice choice() {
        Named named = Objects.requireNonNull(first, "a subject");
        return new HeaderInput.Choice(named.name(), named.text());
    }

    /** Returns the header that names a subject of the other resource; {@code null} if none does. */
    HeaderInput.@Nullable Choice choiceOfOther() {
        if (otherLink != null) {
            return new HeaderInput.Choice(otherLink.name(), otherLink.text());
        }
        if (otherField == null) {
            return null;
        }
        try {
            Named named = read(otherField.name(), otherField.field(), otherField.value());
            return new HeaderInput.Choice(named.name(), named.text());
        } catch (InvalidArgumentException e) {
            return null;
        }
    }

    /** Returns whether a subject may be of the resource; a short link hides its kind and may be of either. */
    private static boolean accepts(TikTokResource resource, TikTokLink subject) {
        return switch (subject.kind()) {
            case VIDEO, PHOTO -> resource == TikTokResource.VIDEO;
            case USER -> resource == TikTokResource.USER;
            case SHORT -> true;
        };
    }

    /**
     * Rejects a subject of the other resource.
     *
     * @throws InvalidArgumentException if the kind of the subject shows that it is of the other resource
     */
    public static void requireResource(TikTokLink subject, TikTokResource resource) {
        if (!accepts(resource, subject)) {
            throw new InvalidArgumentException(
                    "tiktok:" + resource.uriName() + " cannot look up " + subject.url() + ", which is a "
                            + resource.other().uriName(),
                    "use tiktok:" + resource.other().uriName());
        }
    }

    private Named read(String name, SubjectField field, Object value) {
        String text = text(name, value);
        try {
            return new Named(name, text, field.parse(text));
        } catch (InvalidArgumentException e) {
            throw new InvalidArgumentException(place + ' ' + name + ": " + e.getMessage(), e);
        }
    }

    private String text(String name, Object value) {
        if (value instanceof CharSequence) {
            return value.toString();
        }
        if (value instanceof Number number) {
            return WholeNumber.digits(place + ' ' + name, number);
        }
        throw new InvalidArgumentException(place + ' ' + name + " must be text or a whole number, but was of type "
                + value.getClass().getSimpleName());
    }
}
