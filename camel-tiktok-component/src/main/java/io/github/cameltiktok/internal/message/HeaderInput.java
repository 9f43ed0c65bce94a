package io.github.cameltiktok.internal.message;

import io.github.cameltiktok.TikTokHeaders;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokResource;
import java.util.Map;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * The input in the headers of a message: headers that were set since the previous lookup, and otherwise those set
 * before that lookup. Headers that the previous lookup wrote are output and no input. For one thread.
 */
public final class HeaderInput {

    /** The choices that a header can make. */
    public enum Kind {
        /** The subject of tiktok:video. */
        VIDEO,
        /** The subject of tiktok:user. */
        USER,
        PROVIDER,
        REQUEST_SOURCE;

        public static Kind of(TikTokResource resource) {
            return resource == TikTokResource.VIDEO ? VIDEO : USER;
        }
    }

    /**
     * A choice.
     *
     * @param header name of the header
     * @param value value of the header
     */
    record Choice(String header, String value) {}

    private final PreviousLookup previous;
    private final Map<Kind, Choice> choices;
    private final SubjectCollector subjects;
    private final @Nullable TikTokLink subject;

    private HeaderInput(
            PreviousLookup previous,
            Map<Kind, Choice> choices,
            SubjectCollector subjects,
            @Nullable TikTokLink subject) {
        this.previous = previous;
        this.choices = choices;
        this.subjects = subjects;
        this.subject = subject;
    }

    /**
     * Reads the headers.
     *
     * @throws InvalidArgumentException if a header names no subject or one of the other resource, or if two headers
     *     name different subjects
     */
    public static HeaderInput of(Message message, TikTokResource resource) {
        PreviousLookup previous = PreviousLookup.of(message);
        Map<Kind, Choice> choices = previous.choices(message);
        choose(choices, Kind.PROVIDER, TikTokHeaders.PROVIDER, previous.input(message, TikTokHeaders.PROVIDER));
        choose(
                choices,
                Kind.REQUEST_SOURCE,
                TikTokHeaders.REQUEST_SOURCE,
                previous.input(message, TikTokHeaders.REQUEST_SOURCE));
        SubjectCollector subjects = new SubjectCollector(resource, "header");
        for (SubjectField field : SubjectField.values()) {
            subjects.add(field.header(), field, previous.input(message, field.header()));
        }
        Choice other = subjects.choiceOfOther();
        if (other != null) {
            choices.put(Kind.of(resource.other()), other);
        }
        TikTokLink subject = subjects.subject();
        Kind kind = Kind.of(resource);
        if (subject != null) {
            choices.put(kind, subjects.choice());
        } else if (choices.containsKey(kind)) {
            Choice before = choices.get(kind);
            subject = SubjectField.ofHeader(before.header()).parse(before.value());
        }
        return new HeaderInput(previous, choices, subjects, subject);
    }

    private static void choose(Map<Kind, Choice> choices, Kind kind, String header, @Nullable Object value) {
        if (value == null) {
            return;
        }
        String text = value.toString();
        if (!text.isBlank()) {
            choices.put(kind, new Choice(header, text));
        }
    }

    /** Returns the record of the previous lookup. */
    PreviousLookup previous() {
        return previous;
    }

    /** Returns all choices, which the next lookup inherits. */
    Map<Kind, Choice> choices() {
        return choices;
    }

    /** Returns the subject; {@code null} if the headers name none of this resource. */
    @Nullable
    TikTokLink subject() {
        return subject;
    }

    /** Returns the value of a choice; {@code null} if none was made. */
    @Nullable
    public String value(Kind kind) {
        Choice choice = choices.get(kind);
        return choice == null ? null : choice.value();
    }

    /** @throws InvalidArgumentException if a header names a subject of the other resource */
    void rejectOther() {
        subjects.rejectOther();
    }
}
