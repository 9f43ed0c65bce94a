package io.github.cameltiktok.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Emulates API Direct by its page on TikTok video details and public information on its user endpoint. */
final class ApiDirect implements EmulatedProvider {

    static final String NAME = "apidirect";
    static final int CONCURRENCY_LIMIT = 3;

    private static final String KEY = "apidirect-sandbox-key";
    private static final String VIDEO_PATH = "/v1/tiktok/video";
    private static final String USER_PATH = "/v1/tiktok/user";
    private static final String TIME_PATH = "/v1/time";
    private static final String SAMPLE_ID = "7516594811734854943";

    private static final int LONGEST_URL = 500;
    private static final int LONGEST_USERNAME = 100;
    private static final Pattern VIDEO_ID = Pattern.compile("(?!0+$)\\d{1,25}");
    private static final Pattern USER_ID = Pattern.compile("\\d{1,20}");
    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9_.]+");
    private static final Pattern PROFILE_URL = Pattern.compile(".*tiktok\\.com/@[A-Za-z0-9_.]+.*");

    private final FakeData data;
    private final RateLimitedVideos rateLimitedVideos;
    private final Clock clock;
    private final ApiDirectJson json;
    private final byte[] sample = Samples.read("apidirect-video.json");

    ApiDirect(FakeData data, RateLimitedVideos rateLimitedVideos, Clock clock) {
        this.data = data;
        this.rateLimitedVideos = rateLimitedVideos;
        this.clock = clock;
        this.json = new ApiDirectJson(new MediaLinks(clock));
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
            case TIME_PATH -> ACCOUNT;
            default -> UNKNOWN;
        };
    }

    @Override
    public @Nullable Answer routingError(HttpCall call) {
        if (resource(call).equals(UNKNOWN)) {
            return Answer.json(404, JsonNodeFactory.instance.objectNode().put("error", "No such endpoint."));
        }
        return call.method().equals("GET")
                ? null
                : Answer.json(405, JsonNodeFactory.instance.objectNode().put("error", "Method not allowed."))
                        .withHeader("Allow", "GET");
    }

    @Override
    public @Nullable String keyIn(HttpCall call) {
        String key = call.header("X-API-Key");
        return key == null || key.isBlank() ? null : key;
    }

    @Override
    public Answer missingKeyError() {
        return failure("missing_api_key", null);
    }

    @Override
    public Answer wrongKeyError() {
        return failure("invalid_api_key", null);
    }

    @Override
    public int concurrencyLimit() {
        return CONCURRENCY_LIMIT;
    }

    @Override
    public Answer concurrencyLimitExceeded() {
        return failure("concurrency_limit_exceeded", null);
    }

    @Override
    public Answer failure(DocumentedFailure failure, HttpCall call) {
        return error(failure, failure.message());
    }

    @Override
    public Answer answer(HttpCall call) {
        return switch (call.path()) {
            case VIDEO_PATH -> video(call.parameter("url"), call.parameter("video_id"));
            case USER_PATH -> user(call.parameter("username"), call.parameter("user_id"), call.parameter("url"));
            default -> Answer.json(200, json.time(clock.instant()));
        };
    }

    private Answer video(@Nullable String url, @Nullable String videoId) {
        if (url == null && videoId == null) {
            return failure("missing_parameter", "Provide url or video_id.");
        }
        if (url != null && videoId != null) {
            return invalid("Provide exactly one of url and video_id.");
        }
        if (videoId != null) {
            return VIDEO_ID.matcher(videoId).matches()
                    ? video(videoId, data.video(videoId, null))
                    : invalid("video_id must be 1 to 25 digits, not all zeros.");
        }
        if (url == null || url.length() > LONGEST_URL || !url.contains("tiktok.com/")) {
            return invalid("url must contain tiktok.com/ and have at most 500 characters.");
        }
        LinkTarget requested = LinkTarget.of(withScheme(url));
        if (LinkTarget.resolved(requested) instanceof LinkTarget.Video found) {
            return video(found.id(), data.video(found.id(), found.handle()));
        }
        return requested instanceof LinkTarget.ShortLink
                ? failure("not_found", "The short link leads to no video.")
                : invalid("url is not the address of a TikTok video.");
    }

    private Answer video(String id, FakeVideo video) {
        if (id.equals(SAMPLE_ID)) {
            return Answer.json(200, sample);
        }
        if (rateLimitedVideos.refuses(NAME, id)) {
            return failure("upstream_rate_limit", null).withRetryAfter(RateLimitedVideos.WAIT);
        }
        SpecialSubject special = SpecialSubject.ofVideo(id);
        return special == SpecialSubject.NOT_FOUND
                ? failure("not_found", "The video was not found.")
                : SpecialAnswers.answer(special, json.video(video));
    }

    private Answer user(@Nullable String username, @Nullable String userId, @Nullable String url) {
        int given = (username == null ? 0 : 1) + (userId == null ? 0 : 1) + (url == null ? 0 : 1);
        if (given == 0) {
            return failure("missing_parameter", "Provide username, user_id or url.");
        }
        if (given > 1) {
            return invalid("Provide exactly one of username, user_id and url.");
        }
        if (userId != null) {
            return USER_ID.matcher(userId).matches()
                    ? Answer.json(200, json.user(data.creatorWithId(userId)))
                    : invalid("user_id must be 1 to 20 digits.");
        }
        if (username != null) {
            String bare = username.startsWith("@") ? username.substring(1) : username;
            return username.length() <= LONGEST_USERNAME
                            && USERNAME.matcher(bare).matches()
                    ? user(bare)
                    : invalid("username must be a TikTok handle of at most 100 characters.");
        }
        if (url == null
                || url.length() > LONGEST_URL
                || !PROFILE_URL.matcher(url).matches()) {
            return invalid("url must contain tiktok.com/@username and have at most 500 characters.");
        }
        return LinkTarget.of(withScheme(url)) instanceof LinkTarget.Profile profile
                ? user(profile.handle())
                : invalid("url is not the address of a TikTok profile.");
    }

    private Answer user(String handle) {
        SpecialSubject special = SpecialSubject.ofHandle(handle);
        // API Direct's username rule is wider than TikTok's: such a name is valid here, but no creator has it.
        return special == SpecialSubject.NOT_FOUND || !FakeData.isHandle(handle)
                ? failure("not_found", "The user was not found.")
                : SpecialAnswers.answer(special, json.user(data.creator(handle)));
    }

    private static String withScheme(String url) {
        return url.contains("://") ? url : "https://" + url;
    }

    private static Answer invalid(String text) {
        return failure("invalid_parameter", text);
    }

    private static Answer failure(String code, @Nullable String text) {
        DocumentedFailure failure = DocumentedFailures.withCode(NAME, code);
        return error(failure, text == null ? failure.message() : text);
    }

    private static Answer error(DocumentedFailure failure, String text) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("error", text);
        if (failure.code() != null) {
            body.put("code", failure.code());
        }
        if ("concurrency_limit_exceeded".equals(failure.code())) {
            body.put("limit", CONCURRENCY_LIMIT).put("current", CONCURRENCY_LIMIT);
        }
        return Answer.error(failure.status(), failure.code(), body);
    }
}
