package io.github.cameltiktok.internal.message;

import io.github.cameltiktok.TikTokHeaders;
import io.github.cameltiktok.link.InvalidLinkException;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokResource;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The kinds of fields that name a subject. */
public enum SubjectField {
    /** A link, an id or a handle with {@code @}. */
    URL(TikTokHeaders.URL, null, TikTokLink::parse),
    /** The id of a post. */
    VIDEO_ID(TikTokHeaders.VIDEO_ID, TikTokResource.VIDEO, TikTokLink::ofVideoId),
    /** The handle of a creator. */
    HANDLE(TikTokHeaders.HANDLE, TikTokResource.USER, TikTokLink::ofHandle);

    private final String header;
    private final @Nullable TikTokResource resource;
    private final Function<String, TikTokLink> parser;

    SubjectField(String header, @Nullable TikTokResource resource, Function<String, TikTokLink> parser) {
        this.header = header;
        this.resource = resource;
        this.parser = parser;
    }

    /** Returns the field of a header. */
    static SubjectField ofHeader(String name) {
        return Arrays.stream(values())
                .filter(field -> field.header.equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidArgumentException("header " + name + " names no subject"));
    }

    /** Returns the name of the header. */
    String header() {
        return header;
    }

    /** Returns whether the field can name a subject of the resource. */
    boolean names(TikTokResource other) {
        return resource == null || resource == other;
    }

    /**
     * Parses the subject.
     *
     * @throws InvalidArgumentException if the text breaks a rule for subjects
     */
    public TikTokLink parse(String text) {
        try {
            return parser.apply(text);
        } catch (InvalidLinkException e) {
            throw new InvalidArgumentException(e);
        }
    }
}
