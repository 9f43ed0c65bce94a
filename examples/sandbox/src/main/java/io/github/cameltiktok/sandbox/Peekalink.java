package io.github.cameltiktok.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Emulates Peekalink by its pages on the link types {@code TIKTOK_VIDEO} and {@code TIKTOK_USER}. */
final class Peekalink implements EmulatedProvider {

    static final String NAME = "peekalink";

    private static final String KEY = "peekalink-sandbox-key";
    private static final Set<String> SOURCES = Set.of("API", "WEB");
    private static final LinkTarget SAMPLE_VIDEO = new LinkTarget.Video("6768504823336815877", "zachking");
    private static final LinkTarget SAMPLE_USER = new LinkTarget.Profile("khaby.lame");

    private final FakeData data;
    private final RateLimitedVideos rateLimitedVideos;
    private final PeekalinkJson json;
    private final byte[] sampleVideo = Samples.read("peekalink-video.json");
    private final byte[] sampleUser = Samples.read("peekalink-user.json");

    Peekalink(FakeData data, RateLimitedVideos rateLimitedVideos, Clock clock) {
        this.data = data;
        this.rateLimitedVideos = rateLimitedVideos;
        this.json = new PeekalinkJson(clock);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String apiKey() {
        return KEY;
    }

    @Override
    public String resource(HttpCall call) {
        ObjectNode body = JsonBody.of(call);
        String link = body == null ? null : JsonBody.text(body, "link");
        if (!call.path().equals("/") || link == null) {
            return UNKNOWN;
        }
        LinkTarget target = LinkTarget.resolved(LinkTarget.of(link));
        if (target instanceof LinkTarget.Video) {
            return VIDEO;
        }
        if (target instanceof LinkTarget.Profile) {
            return USER;
        }
        return target instanceof LinkTarget.NoLink ? UNKNOWN : PAGE;
    }

    @Override
    public @Nullable Answer routingError(HttpCall call) {
        if (!call.path().equals("/")) {
            return failure("NOT_FOUND");
        }
        return call.method().equals("POST")
                ? null
                : error(405, "METHOD_NOT_ALLOWED", "Only POST is allowed.").withHeader("Allow", "POST");
    }

    @Override
    public @Nullable String keyIn(HttpCall call) {
        return call.bearerToken();
    }

    @Override
    public Answer missingKeyError() {
        return failure("NO_API_KEY");
    }

    @Override
    public Answer wrongKeyError() {
        return failure("INVALID_API_KEY");
    }

    @Override
    public Answer failure(DocumentedFailure failure, HttpCall call) {
        return error(failure.status(), String.valueOf(failure.code()), failure.message());
    }

    @Override
    public Answer answer(HttpCall call) {
        ObjectNode body = JsonBody.of(call);
        if (body == null) {
            return badRequest("The body must be a JSON object.");
        }
        String link = JsonBody.text(body, "link");
        if (link == null) {
            return badRequest("link is required and must be text.");
        }
        if (body.has("source") && !SOURCES.contains(body.get("source").asText())) {
            return badRequest("source must be API or WEB.");
        }
        return preview(link);
    }

    private Answer preview(String link) {
        LinkTarget requested = LinkTarget.of(link);
        LinkTarget target = LinkTarget.resolved(requested);
        boolean redirected = requested instanceof LinkTarget.ShortLink;
        if (target instanceof LinkTarget.NoLink) {
            return failure("LINK_INVALID_URL");
        }
        if (target.equals(SAMPLE_VIDEO)) {
            return Answer.json(200, sampleVideo);
        }
        if (target.equals(SAMPLE_USER)) {
            return Answer.json(200, sampleUser);
        }
        if (target instanceof LinkTarget.Video found) {
            return video(link, found, redirected);
        }
        if (target instanceof LinkTarget.Profile found) {
            return user(link, found.handle(), redirected);
        }
        if (redirected) {
            return failure("NOT_FOUND");
        }
        // A host name without a dot is not public.
        return URI.create(link.strip()).getHost().contains(".")
                ? Answer.json(200, json.page(link))
                : failure("LINK_IS_NOT_SUPPORTED");
    }

    private Answer video(String link, LinkTarget.Video found, boolean redirected) {
        if (rateLimitedVideos.refuses(NAME, found.id())) {
            return failure("BURST_LIMIT_EXCEEDED").withRetryAfter(RateLimitedVideos.WAIT);
        }
        SpecialSubject special = SpecialSubject.ofVideo(found.id());
        if (special == SpecialSubject.NOT_FOUND) {
            return failure("NOT_FOUND");
        }
        FakeVideo video = data.video(found.id(), found.handle());
        return SpecialAnswers.answer(special, json.video(link, redirected, video));
    }

    private Answer user(String link, String handle, boolean redirected) {
        SpecialSubject special = SpecialSubject.ofHandle(handle);
        return special == SpecialSubject.NOT_FOUND
                ? failure("NOT_FOUND")
                : SpecialAnswers.answer(special, json.user(link, redirected, data.creator(handle)));
    }

    private static Answer badRequest(String text) {
        return error(400, "BAD_REQUEST", text);
    }

    private static Answer failure(String code) {
        DocumentedFailure failure = DocumentedFailures.withCode(NAME, code);
        return error(failure.status(), code, failure.message());
    }

    private static Answer error(int status, String code, String text) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("ok", false)
                .put("status", status)
                .put("error", code)
                .put("message", text);
        body.putObject("details");
        return Answer.error(status, code, body);
    }
}
