package io.github.cameltiktok;

import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.lookup.LookupQuery;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Finds out what an exchange asks for: its headers first, then the endpoint's options, then the body. Thread-safe. */
final class SubjectReader {

    private final TikTokResource resource;
    private final @Nullable TikTokLink option;
    private final @Nullable String requestSourceOption;
    private final @Nullable String requestSourceDefault;
    private final Duration deadline;

    /**
     * @param option what the endpoint's options name; {@code null} if nothing
     * @param requestSourceOption what the endpoint's options say; {@code null} if nothing
     * @param requestSourceDefault what the component's options say; {@code null} if nothing
     * @param deadline for each lookup
     */
    SubjectReader(
            TikTokResource resource,
            @Nullable TikTokLink option,
            @Nullable String requestSourceOption,
            @Nullable String requestSourceDefault,
            Duration deadline) {
        this.resource = resource;
        this.option = option;
        this.requestSourceOption = requestSourceOption;
        this.requestSourceDefault = requestSourceDefault;
        this.deadline = deadline;
    }

    /** @throws InvalidArgumentException if nothing that can be looked up is named; the message says what and why */
    LookupQuery read(Message message) {
        EarlierAnswer earlier = EarlierAnswer.of(message);
        BodyReader.Content body = BodyReader.Content.NOTHING;
        TikTokLink subject = fromHeaders(message, earlier);
        if (subject == null) {
            subject = option;
        }
        if (!earlier.isBodyOf(message)) {
            body = subject != null ? besides(message) : BodyReader.read(message);
        }
        if (subject == null) {
            subject = body.subject();
        }
        if (subject == null) {
            subject = earlier.subject(resource);
        }
        if (subject == null) {
            throw new InvalidArgumentException("nothing to look up: name a " + resource.uriName()
                    + " in a header (CamelTikTokUrl, CamelTikTokVideoId, CamelTikTokHandle), an option (url, videoId,"
                    + " handle) or the body (a link, an id, an @handle, or JSON with one of url, link, video_id,"
                    + " videoId, handle, username), which is "
                    + (message.getBody() == null
                            ? "empty"
                            : "of type " + message.getBody().getClass().getName()));
        }
        resource.check(subject);
        return new LookupQuery(subject, requestSource(message, earlier, body), deadline);
    }

    /** A body that is not asked for the subject may still say who asks; one that makes no sense is none of our business. */
    private static BodyReader.Content besides(Message message) {
        Object body = message.getBody();
        if (body instanceof Map || body instanceof CharSequence || body instanceof byte[]) {
            try {
                return BodyReader.read(message);
            } catch (InvalidArgumentException e) {
                return BodyReader.Content.NOTHING;
            }
        }
        return BodyReader.Content.NOTHING;
    }

    private static @Nullable TikTokLink fromHeaders(Message message, EarlierAnswer earlier) {
        return new NamedSubject("header")
                .add(TikTokHeaders.URL, SubjectField.URL, earlier.newHeader(message, TikTokHeaders.URL))
                .add(TikTokHeaders.VIDEO_ID, SubjectField.VIDEO_ID, earlier.newHeader(message, TikTokHeaders.VIDEO_ID))
                .add(TikTokHeaders.HANDLE, SubjectField.HANDLE, earlier.newHeader(message, TikTokHeaders.HANDLE))
                .subject();
    }

    private String requestSource(Message message, EarlierAnswer earlier, BodyReader.Content body) {
        Object header = earlier.newHeader(message, TikTokHeaders.REQUEST_SOURCE);
        if (header != null && !header.toString().isBlank()) {
            return RequestSource.check("header " + TikTokHeaders.REQUEST_SOURCE, header.toString());
        }
        if (requestSourceOption != null) {
            return requestSourceOption;
        }
        if (body.requestSource() != null) {
            return body.requestSource();
        }
        if (earlier.headers().get(TikTokHeaders.REQUEST_SOURCE) instanceof String token) {
            return token;
        }
        return Objects.requireNonNullElse(requestSourceDefault, RequestSource.DEFAULT);
    }
}
