package io.github.cameltiktok.internal.message;

import io.github.cameltiktok.TikTokHeaders;
import io.github.cameltiktok.internal.lookup.LookupQuery;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokResource;
import java.time.Duration;
import java.util.Objects;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the subject of an exchange: from its headers, the options of the endpoint, the body, or last the previous
 * lookup. Thread-safe.
 */
public final class SubjectResolver {

    private final TikTokResource resource;
    private final @Nullable TikTokLink option;
    private final @Nullable String emptyOption;
    private final @Nullable String requestSourceOption;
    private final @Nullable String requestSourceDefault;
    private final Duration deadline;

    /**
     * @param option subject of the endpoint's options; {@code null} if none
     * @param emptyOption name of an empty option that would name a subject; {@code null} if none
     * @param requestSourceOption request source of the endpoint's options; {@code null} if none
     * @param requestSourceDefault request source of the component's options; {@code null} if none
     * @param deadline time limit of each lookup
     */
    public SubjectResolver(
            TikTokResource resource,
            @Nullable TikTokLink option,
            @Nullable String emptyOption,
            @Nullable String requestSourceOption,
            @Nullable String requestSourceDefault,
            Duration deadline) {
        this.resource = resource;
        this.option = option;
        this.emptyOption = emptyOption;
        this.requestSourceOption = requestSourceOption;
        this.requestSourceDefault = requestSourceDefault;
        this.deadline = deadline;
    }

    /**
     * Returns the query of a message. The body is read only if neither header nor option names the subject.
     *
     * @throws InvalidArgumentException if no subject is named, or an invalid one
     */
    public LookupQuery resolve(Message message, HeaderInput headers) {
        BodyParser.Content body = BodyParser.Content.NOTHING;
        TikTokLink subject = headers.subject() == null ? option : headers.subject();
        if (subject == null && emptyOption != null) {
            // The option held a placeholder, as in toD with a missing header: the body may name another subject.
            throw new InvalidArgumentException("option " + emptyOption
                    + " is empty, and no header names a subject. Remove the option to look up what the body names");
        }
        if (subject == null && !headers.previous().isBodyOf(message)) {
            body = BodyParser.read(message, resource);
            subject = body.subject();
        }
        if (subject == null) {
            headers.rejectOther();
            subject = headers.previous().subject(message, resource);
        }
        if (subject == null) {
            throw nothingNamed(message.getBody());
        }
        SubjectCollector.requireResource(subject, resource);
        return new LookupQuery(
                subject,
                requestSource(message, headers, body),
                deadline,
                message.getHeader(TikTokHeaders.ONLY_IF_CACHED, false, Boolean.class));
    }

    private InvalidArgumentException nothingNamed(@Nullable Object body) {
        return new InvalidArgumentException(
                "nothing to look up in the body, which is "
                        + (body == null ? "empty" : "of type " + body.getClass().getTypeName()),
                "name a " + resource.uriName()
                        + " in a header (CamelTikTokUrl, CamelTikTokVideoId, CamelTikTokHandle), an option (url, videoId,"
                        + " handle) or the body (a link, an id, an @handle, or JSON with one of url, link, video_id,"
                        + " videoId, handle, username)");
    }

    private String requestSource(Message message, HeaderInput headers, BodyParser.Content body) {
        String header = headers.value(HeaderInput.Kind.REQUEST_SOURCE);
        if (header != null) {
            return RequestSource.check("header " + TikTokHeaders.REQUEST_SOURCE, header);
        }
        if (requestSourceOption != null) {
            return requestSourceOption;
        }
        if (body.requestSource() != null) {
            return body.requestSource();
        }
        String before = headers.previous().output(message, TikTokHeaders.REQUEST_SOURCE);
        return before != null ? before : Objects.requireNonNullElse(requestSourceDefault, RequestSource.DEFAULT);
    }
}
