package io.github.cameltiktok.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Emulates Dumpling AI by its page on getting a TikTok video. The error texts of its profile endpoint are unknown and
 * follow the video page.
 */
final class DumplingAi implements EmulatedProvider {

    static final String NAME = "dumplingai";

    static final String INVALID_JSON = "Invalid JSON in request body";
    static final String INVALID_VIDEO_URL = "Invalid TikTok video URL format.";
    static final String NOT_PROCESSED = "The video service could not process the provided URL.";
    static final String INVALID_KEY = "API key is invalid or missing.";
    static final String NOT_FOUND = "TikTok video not found for URL: [url]";

    /** Triggers the other error format, shown in the provider's introduction; its code and text are fake. */
    static final String ERROR_OBJECT_KEY = "fail-400-error-object";

    private static final String KEY = "sk_dumplingai_sandbox_key";
    private static final String VIDEO_PATH = "/api/v1/get-tiktok-video";
    private static final String USER_PATH = "/api/v1/get-tiktok-profile";
    private static final String BALANCE_PATH = "/api/v2/balance";
    private static final LinkTarget.Video SAMPLE = new LinkTarget.Video("7321234567890123456", "username");
    private static final int RATE_LIMIT = 120;

    private final FakeData data;
    private final RateLimitedVideos rateLimitedVideos;
    private final DumplingAiJson json;
    private final DumplingAiProfileJson profileJson;
    private final byte[] sample = Samples.read("dumplingai-video.json");
    private final AtomicInteger successes = new AtomicInteger();

    DumplingAi(FakeData data, RateLimitedVideos rateLimitedVideos, Clock clock) {
        this.data = data;
        this.rateLimitedVideos = rateLimitedVideos;
        MediaLinks links = new MediaLinks(clock);
        this.json = new DumplingAiJson(links);
        this.profileJson = new DumplingAiProfileJson(links);
    }

    static String required(String parameter) {
        return "'" + parameter + "' parameter is required and must be a non-empty string.";
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
        return switch (call.path()) {
            case VIDEO_PATH -> VIDEO;
            case USER_PATH -> USER;
            case BALANCE_PATH -> ACCOUNT;
            default -> UNKNOWN;
        };
    }

    @Override
    public @Nullable Answer routingError(HttpCall call) {
        String resource = resource(call);
        if (resource.equals(UNKNOWN)) {
            return error(404, "Not found");
        }
        String method = resource.equals(ACCOUNT) ? "GET" : "POST";
        return call.method().equals(method)
                ? null
                : error(405, "Method not allowed").withHeader("Allow", method);
    }

    @Override
    public @Nullable String keyIn(HttpCall call) {
        return call.bearerToken();
    }

    @Override
    public Answer missingKeyError() {
        return error(401, INVALID_KEY);
    }

    @Override
    public Answer wrongKeyError() {
        return error(401, INVALID_KEY);
    }

    @Override
    public @Nullable Answer undocumentedFailure(String key) {
        if (!key.equals(ERROR_OBJECT_KEY)) {
            return null;
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error").put("code", "INVALID_REQUEST").put("message", "The request is not valid.");
        return Answer.error(400, "INVALID_REQUEST", body.put("status", "error"));
    }

    @Override
    public Answer failure(DocumentedFailure failure, HttpCall call) {
        boolean user = resource(call).equals(USER);
        ObjectNode body = JsonBody.of(call);
        String subject = body == null ? null : JsonBody.text(body, user ? "handle" : "url");
        String text = user ? aboutProfiles(failure.message()) : failure.message();
        return error(failure.status(), naming(subject == null ? "" : subject, text));
    }

    @Override
    public Answer answer(HttpCall call) {
        if (call.path().equals(BALANCE_PATH)) {
            return Answer.json(200, JsonNodeFactory.instance.objectNode().put("balance", 1_000));
        }
        ObjectNode body = JsonBody.of(call);
        if (body == null) {
            return error(400, INVALID_JSON);
        }
        return call.path().equals(VIDEO_PATH) ? video(JsonBody.text(body, "url")) : user(JsonBody.text(body, "handle"));
    }

    private Answer video(@Nullable String url) {
        if (url == null) {
            return error(400, required("url"));
        }
        LinkTarget requested = LinkTarget.of(url);
        LinkTarget target = LinkTarget.resolved(requested);
        if (target instanceof LinkTarget.Video found) {
            return video(url, found);
        }
        if (requested instanceof LinkTarget.ShortLink) {
            return target instanceof LinkTarget.Profile
                    ? error(400, NOT_PROCESSED)
                    : error(404, naming(url, NOT_FOUND));
        }
        return error(400, INVALID_VIDEO_URL);
    }

    private Answer video(String url, LinkTarget.Video found) {
        if (found.equals(SAMPLE)) {
            return counted(Answer.json(200, sample));
        }
        if (rateLimitedVideos.refuses(NAME, found.id())) {
            DocumentedFailure limit = DocumentedFailures.rateLimitOf(NAME);
            return error(limit.status(), limit.message()).withRetryAfter(RateLimitedVideos.WAIT);
        }
        SpecialSubject special = SpecialSubject.ofVideo(found.id());
        return special == SpecialSubject.NOT_FOUND
                ? error(404, naming(url, NOT_FOUND))
                : counted(SpecialAnswers.answer(
                        special,
                        json.video(data.video(found.id(), found.handle()), special == SpecialSubject.AUTHOR_AS_TEXT)));
    }

    private Answer user(@Nullable String handle) {
        if (handle == null) {
            return error(400, required("handle"));
        }
        if (!FakeData.isHandle(handle)) {
            return error(400, "Invalid TikTok handle format.");
        }
        SpecialSubject special = SpecialSubject.ofHandle(handle);
        return special == SpecialSubject.NOT_FOUND
                ? error(404, naming(handle, aboutProfiles(NOT_FOUND)))
                : counted(SpecialAnswers.answer(special, profileJson.profile(data.creator(handle))));
    }

    /** Counts down to 0 and restarts at the limit, because the behaviour at 0 is not documented. */
    private Answer counted(Answer success) {
        int used = 1 + Math.floorMod(successes.getAndIncrement(), RATE_LIMIT);
        return success.withHeader("X-RateLimit-Limit", Integer.toString(RATE_LIMIT))
                .withHeader("X-RateLimit-Remaining", Integer.toString(RATE_LIMIT - used));
    }

    private static String aboutProfiles(String message) {
        return message.replace("URL: [url]", "handle: [url]")
                .replace("'url'", "'handle'")
                .replace("TikTok video URL", "TikTok handle")
                .replace("TikTok video", "TikTok profile")
                .replace("video", "profile")
                .replace("provided URL", "provided handle");
    }

    private static String naming(String subject, String message) {
        return message.replace("[url]", subject);
    }

    private static Answer error(int status, String text) {
        return Answer.json(status, JsonNodeFactory.instance.objectNode().put("error", text));
    }
}
