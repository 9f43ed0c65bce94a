package io.github.cameltiktok.gateway.watch;

import io.github.cameltiktok.gateway.api.Call;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.lookup.RequestSources;
import io.github.cameltiktok.model.TikTokResource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code createWatch}, checked. Immutable.
 *
 * @param kind of the subject
 * @param url canonical link of the subject, the same for all forms of a link
 * @param provider comma-separated names of providers; empty for the operator's order
 * @param callbackUrl {@code null} if events are pulled
 * @param requestSource platform that asks; empty if unknown
 * @param settings what is compared and reported
 */
record WatchRequest(
        TikTokResource kind,
        String url,
        String provider,
        @Nullable String callbackUrl,
        String requestSource,
        WatchSettings settings) {

    private static final Set<String> NAMES = new TreeSet<>(Set.of(
            "kind",
            "subject",
            "callbackUrl",
            "every",
            "watch",
            "minGrowth",
            "events",
            "firstPoll",
            "provider",
            "requestSource",
            "label"));
    private static final Set<String> KINDS = new TreeSet<>(Set.of("user", "video"));
    private static final Set<String> FIRST_POLLS = new TreeSet<>(Set.of("baseline", "emit"));
    private static final Set<String> DEFAULT_EVENTS = Set.of("changed", "disappeared", "reappeared");
    private static final Duration DEFAULT_EVERY = Duration.ofHours(6);
    private static final int LONGEST_URL = 2_048;
    private static final int LONGEST_NAME = 64;

    /**
     * Parses a body.
     *
     * @param isProvider whether a provider of this name exists
     * @throws ProblemException for the first wrong field, with the rule and the value
     */
    static WatchRequest parse(Call call, Predicate<String> isProvider) {
        WatchBody body = new WatchBody(call.requireBody(), NAMES);
        String subject = body.text("subject", LONGEST_URL);
        if (subject == null) {
            throw ProblemException.invalid("/subject", "subject must be a TikTok link, an id or an @handle");
        }
        String kindName = choice(body, "kind", KINDS);
        TikTokResource namedKind =
                kindName == null ? null : TikTokResource.ofUriName(kindName).orElseThrow();
        WatchedSubject watched = WatchedSubject.parse(subject, namedKind, "/");
        String every = body.text("every", LONGEST_NAME);
        String fields = WatchSettings.fields(body.text("watch", WatchSettings.LONGEST_FIELDS), watched.kind());
        return new WatchRequest(
                watched.kind(),
                watched.url(),
                provider(body.text("provider", LONGEST_NAME), isProvider),
                body.text("callbackUrl", LONGEST_URL),
                Objects.requireNonNullElse(RequestSources.of(call, body.text("requestSource", LONGEST_NAME)), ""),
                new WatchSettings(
                        every == null ? defaultEvery(call) : WatchSettings.every(every),
                        fields,
                        WatchSettings.minGrowth(body.text("minGrowth", WatchSettings.LONGEST_MIN_GROWTH), fields),
                        events(body),
                        Objects.requireNonNullElse(body.text("label", WatchSettings.LONGEST_LABEL), "")));
    }

    private static Duration defaultEvery(Call call) {
        Duration least = call.requireCaller().minCadence();
        return least.compareTo(DEFAULT_EVERY) > 0 ? least : DEFAULT_EVERY;
    }

    private static Set<String> events(WatchBody body) {
        Set<String> named = body.names("events", WatchSettings.EVENTS);
        String firstPoll = choice(body, "firstPoll", FIRST_POLLS);
        Set<String> events = new TreeSet<>(named == null ? DEFAULT_EVENTS : named);
        if (firstPoll != null && firstPoll.equals("baseline") && events.contains("first")) {
            throw WatchBody.invalid("firstPoll", "must be emit or absent if events has first", firstPoll);
        }
        if ("emit".equals(firstPoll)) {
            events.add("first");
        }
        return events;
    }

    private static @Nullable String choice(WatchBody body, String name, Set<String> allowed) {
        String value = body.text(name, LONGEST_NAME);
        if (value != null && !allowed.contains(value)) {
            throw WatchBody.invalid(name, "must be one of " + allowed, value);
        }
        return value;
    }

    private static String provider(@Nullable String names, Predicate<String> isProvider) {
        if (names == null) {
            return "";
        }
        List<String> providers = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            if (!isProvider.test(name.strip())) {
                throw WatchBody.invalid("provider", "must name providers that /v1/providers lists", name.strip());
            }
            providers.add(name.strip());
        }
        return String.join(",", providers);
    }
}
