package io.github.cameltiktok;

import org.apache.camel.spi.Metadata;

/** Names of the message headers that lookups read and set. */
public final class TikTokHeaders {

    @Metadata(
            description =
                    "In: link of the video, photo post or creator to look up. Out: link of the record. A later lookup does not read the value that this one wrote.",
            javaType = "String",
            label = "common",
            important = true)
    public static final String URL = "CamelTikTokUrl";

    @Metadata(
            description =
                    "In: id of the video or photo post to look up. Out: id of the record. A later tiktok:video that names no subject looks it up.",
            javaType = "String",
            label = "common",
            important = true)
    public static final String VIDEO_ID = "CamelTikTokVideoId";

    @Metadata(
            description =
                    "In: handle of the creator to look up, with or without the at sign. Out: handle of the creator, or of the author of the post. A later tiktok:user that names no subject looks it up.",
            javaType = "String",
            label = "common",
            important = true)
    public static final String HANDLE = "CamelTikTokHandle";

    @Metadata(
            description =
                    "In: provider to call instead of the endpoint's, or a comma-separated list. Out: provider that answered. A later lookup does not read the value that this one wrote.",
            javaType = "String",
            label = "common",
            important = true)
    public static final String PROVIDER = "CamelTikTokProvider";

    @Metadata(
            description = "In and out: platform of the call, such as API, MAKE_DOT_COM or ZAPIER.",
            javaType = "String",
            label = "common")
    public static final String REQUEST_SOURCE = "CamelTikTokRequestSource";

    @Metadata(
            description =
                    "In: true makes no call. The lookup returns a cached answer, or that of an equal lookup in flight, and fails without one.",
            javaType = "Boolean",
            label = "common",
            defaultValue = "false")
    public static final String ONLY_IF_CACHED = "CamelTikTokOnlyIfCached";

    @Metadata(
            description =
                    "Marks what the last lookup wrote into headers and body, so that the next lookup distinguishes it from input. Copy or remove it together with the other headers.",
            javaType = "java.lang.CharSequence",
            label = "common")
    public static final String LOOKUP = "CamelTikTokLookup";

    @Metadata(description = "Resource of the lookup: video or user.", javaType = "String", label = "common")
    public static final String RESOURCE = "CamelTikTokResource";

    @Metadata(
            description =
                    "Whether the answer came from the cache. False if the lookup was coalesced with another one; CamelTikTokAttempts is 0 for both.",
            javaType = "Boolean",
            label = "common")
    public static final String CACHE_HIT = "CamelTikTokCacheHit";

    @Metadata(
            description = "Number of calls that the lookup made to providers; 0 if it was cached or coalesced.",
            javaType = "Integer",
            label = "common")
    public static final String ATTEMPTS = "CamelTikTokAttempts";

    @Metadata(description = "Rate limit of the provider, if it reports one.", javaType = "Long", label = "common")
    public static final String RATE_LIMIT_LIMIT = "CamelTikTokRateLimitLimit";

    @Metadata(
            description = "Remaining calls of the provider's rate limit, if it reports them.",
            javaType = "Long",
            label = "common")
    public static final String RATE_LIMIT_REMAINING = "CamelTikTokRateLimitRemaining";

    @Metadata(description = "Request id of the provider.", javaType = "String", label = "common")
    public static final String REQUEST_ID = "CamelTikTokRequestId";

    @Metadata(
            description =
                    "Handle that was looked up, if the provider reports that the creator has another one now; otherwise absent.",
            javaType = "String",
            label = "common")
    public static final String MOVED_FROM = "CamelTikTokMovedFrom";

    @Metadata(
            description =
                    "Names of the fields that are derived instead of given, separated by commas; absent if there are none.",
            javaType = "String",
            label = "common")
    public static final String INFERRED = "CamelTikTokInferred";

    @Metadata(
            description =
                    "Event of the watched subject: FIRST, CHANGED, DISAPPEARED or REAPPEARED; absent with emit=all if nothing changed.",
            javaType = "String",
            label = "consumer",
            important = true)
    public static final String EVENT = "CamelTikTokEvent";

    @Metadata(
            description =
                    "Names of the watched fields that have changed, such as stats.plays; absent if there are none.",
            javaType = "java.util.List",
            label = "consumer")
    public static final String CHANGED = "CamelTikTokChanged";

    @Metadata(
            description =
                    "Values of the changed fields in the last event, by name; after DISAPPEARED those of all watched fields.",
            javaType = "java.util.Map",
            label = "consumer")
    public static final String PREVIOUS = "CamelTikTokPrevious";

    @Metadata(
            description = "Growth per hour of each watched counter since the last event, by name.",
            javaType = "java.util.Map",
            label = "consumer")
    public static final String GROWTH_PER_HOUR = "CamelTikTokGrowthPerHour";

    @Metadata(
            description = "Seconds since the last event of the subject; absent the first time.",
            javaType = "Long",
            label = "consumer")
    public static final String SECONDS_SINCE_LAST = "CamelTikTokSecondsSinceLast";

    private TikTokHeaders() {}
}
