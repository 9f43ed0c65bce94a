package io.github.cameltiktok;

import io.github.cameltiktok.internal.lookup.LookupQuery;
import io.github.cameltiktok.internal.message.InvalidArgumentException;
import io.github.cameltiktok.internal.message.RequestSource;
import io.github.cameltiktok.internal.message.ResultWriter;
import io.github.cameltiktok.internal.message.SubjectCollector;
import io.github.cameltiktok.internal.message.SubjectField;
import io.github.cameltiktok.internal.message.SubjectResolver;
import io.github.cameltiktok.internal.watch.WatchedSubjects;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokResource;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.jspecify.annotations.Nullable;

/** Look up TikTok videos and creators, and watch them, through API Direct, Dumpling AI or Peekalink. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "tiktok",
        title = "TikTok",
        syntax = "tiktok:resource",
        category = {Category.SOCIAL, Category.API},
        headersClass = TikTokHeaders.class)
public class TikTokEndpoint extends ScheduledPollEndpoint implements AsyncEndpoint, EndpointServiceLocation {

    /** 1 h in ms, as each poll is billed. */
    static final long DEFAULT_DELAY = 3_600_000;

    /** In ms. Random, so that instances started together do not poll together. */
    private static final long LATEST_FIRST_POLL = 30_000;

    /** A default has a unit of its own, whatever the option timeUnit says, as in Camel. */
    private static final long NOT_SET = -1;

    @UriPath(enums = "video,user", description = "Subject to look up: a video (or photo post) or a user (a creator)")
    @Metadata(required = true)
    private final TikTokResource resource;

    @UriParam(
            displayName = "URL",
            description =
                    "Link of the subject, in any of TikTok's forms. A consumer takes several, separated by commas.")
    private @Nullable String url;

    @UriParam(
            displayName = "Video ID",
            description =
                    "Id of the video or photo post to look up (only tiktok:video); video_id means the same. A consumer takes several, separated by commas.")
    private @Nullable String videoId;

    // The generator of the component's metadata drops an @ from descriptions.
    @UriParam(
            description =
                    "Handle of the creator to look up, with or without the at sign (only tiktok:user). A consumer takes several, separated by commas.")
    private @Nullable String handle;

    @UriParam(
            displayName = "Base URL",
            label = "advanced",
            description =
                    "Another address of the provider: scheme, host, port and an optional path prefix, to which the"
                            + " documented path is appended. Plain http is for loopback hosts, unless allowInsecure is set.")
    private @Nullable String baseUrl;

    @UriParam
    private final TikTokWatchConfiguration watching = new TikTokWatchConfiguration();

    // Declared here for its default: Camel's, 500 ms, would cost 172,800 calls a day.
    @UriParam(
            label = "consumer,scheduler",
            defaultValue = "3600000",
            javaType = "java.time.Duration",
            description = "Time between two polls. Each poll costs one call per watched video or creator.")
    private long delay = NOT_SET;

    @UriParam(
            label = "consumer,scheduler",
            defaultValueNote = "1 to 30 seconds, at random",
            javaType = "java.time.Duration",
            description = "Time before the first poll")
    private long initialDelay = NOT_SET;

    @UriParam
    private TikTokConfiguration configuration;

    private @Nullable String emptySubjectOption;

    private final long defaultInitialDelay = ThreadLocalRandom.current().nextLong(1_000, LATEST_FIRST_POLL);

    TikTokEndpoint(String uri, TikTokComponent component, TikTokResource resource, TikTokConfiguration configuration) {
        super(uri, component);
        this.resource = resource;
        this.configuration = configuration;
    }

    @Override
    public TikTokComponent getComponent() {
        return (TikTokComponent) super.getComponent();
    }

    @Override
    public Producer createProducer() {
        return new TikTokProducer(this);
    }

    /** @throws InvalidArgumentException if an option of a consumer is wrong */
    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        TikTokConsumer consumer = new TikTokConsumer(
                this,
                processor,
                new WatchedSubjects(resource, getCamelContext(), url, videoId, handle, watching.getSubjects()),
                watching.watch(resource.recordType()),
                getComponent().clock());
        configureConsumer(consumer);
        consumer.setDelay(getDelay());
        consumer.setInitialDelay(getInitialDelay());
        return consumer;
    }

    /**
     * Rejects pollEnrich, poll and ConsumerTemplate: they would block their thread until a poll finds a change.
     *
     * @throws TikTokInvalidRequestException always
     */
    @Override
    public PollingConsumer createPollingConsumer() {
        throw ExceptionFactory.rejected(
                new InvalidArgumentException("pollEnrich, poll and ConsumerTemplate do not work with tiktok:"
                        + resource.uriName()
                        + ", as they would wait for a change. Use enrich, to or ProducerTemplate, which look"
                        + " it up at once, or start a route with it"));
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        OptionValidator.check(configuration);
        if (baseUrl != null && configuration.getProvider() == null) {
            throw new InvalidArgumentException(
                    "option baseUrl is the address of one provider: set option provider as well");
        }
        if (resource == TikTokResource.VIDEO && handle != null) {
            throw new InvalidArgumentException("option handle is for tiktok:user, but was set on tiktok:video");
        }
        if (resource == TikTokResource.USER && videoId != null) {
            throw new InvalidArgumentException("option videoId is for tiktok:video, but was set on tiktok:user");
        }
        if (Stream.of(url, videoId, handle).noneMatch(option -> option != null && option.contains(","))) {
            // A list is valid on a consumer only, which checks it.
            subject();
        }
    }

    /** Returns the subject of the options; {@code null} if none. A consumer reads its lists of subjects itself. */
    private @Nullable TikTokLink subject() {
        return new SubjectCollector(resource, "option")
                .add("url", SubjectField.URL, url)
                .add("videoId", SubjectField.VIDEO_ID, videoId)
                .add("handle", SubjectField.HANDLE, handle)
                .subject();
    }

    /** Returns the writer of results in the output format of this endpoint. */
    ResultWriter resultWriter() {
        OutputFormat format = configuration.getOutputFormat();
        return new ResultWriter(resource, format::body, format.isSerialized());
    }

    /** Returns the query for a subject of a consumer. */
    LookupQuery query(TikTokLink watched) {
        return new LookupQuery(watched, requestSource(), Duration.ofMillis(configuration.getDeadline()));
    }

    /** Returns the request source of messages that name none. */
    private String requestSource() {
        String source = configuration.getRequestSource();
        return source != null
                ? source
                : Objects.requireNonNullElse(
                        getComponent().getConfiguration().getRequestSource(), RequestSource.DEFAULT);
    }

    /** Returns the state repository of a consumer, started; {@code null} if there is none. */
    @Nullable
    StateRepository<String, String> stateRepository() throws Exception {
        StateRepository<String, String> own = watching.getStateRepository() == null
                ? getComponent().getStateRepository()
                : watching.getStateRepository();
        if (own != null) {
            getComponent().start(own);
        }
        return own;
    }

    /**
     * Returns the address of the provider, of the first one if there are several; {@code null} if the messages name it
     * or the options are wrong.
     */
    @Override
    public @Nullable String getServiceUrl() {
        String provider = configuration.getProvider();
        if (provider == null) {
            return null;
        }
        try {
            return getComponent().baseUrl(this, provider).toString();
        } catch (InvalidArgumentException e) {
            // The start of the producer throws it; a list of services leaves the address out.
            return null;
        }
    }

    /** Returns the scheme of the address, {@code https} or {@code http}. */
    @Override
    public String getServiceProtocol() {
        String url = getServiceUrl();
        return url == null ? "https" : URI.create(url).getScheme();
    }

    @Override
    public Map<String, String> getServiceMetadata() {
        Map<String, String> metadata = new TreeMap<>();
        if (configuration.getProvider() != null) {
            metadata.put("provider", configuration.getProvider());
        }
        metadata.put("requestSource", requestSource());
        return metadata;
    }

    /** Sets the name of an empty option that would name a subject; {@code null} if none. Not an option itself. */
    final void setEmptySubjectOption(@Nullable String name) {
        emptySubjectOption = name;
    }

    SubjectResolver subjectResolver() {
        return new SubjectResolver(
                resource,
                subject(),
                emptySubjectOption,
                configuration.getRequestSource(),
                getComponent().getConfiguration().getRequestSource(),
                Duration.ofMillis(configuration.getDeadline()));
    }

    public TikTokResource getResource() {
        return resource;
    }

    public TikTokConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(TikTokConfiguration configuration) {
        this.configuration = configuration;
    }

    public @Nullable String getUrl() {
        return url;
    }

    public void setUrl(@Nullable String url) {
        this.url = url;
    }

    public @Nullable String getVideoId() {
        return videoId;
    }

    public void setVideoId(@Nullable String videoId) {
        this.videoId = videoId;
    }

    public @Nullable String getHandle() {
        return handle;
    }

    public void setHandle(@Nullable String handle) {
        this.handle = handle;
    }

    public @Nullable String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(@Nullable String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** Returns the time between two polls in the option timeUnit: 1 hour if not set, at least 1 of the unit. */
    @Override
    public long getDelay() {
        return delay >= 0 ? delay : Math.max(1, getTimeUnit().convert(DEFAULT_DELAY, TimeUnit.MILLISECONDS));
    }

    @Override
    public void setDelay(long delay) {
        this.delay = delay;
    }

    /** Returns the time before the first poll in the option timeUnit: 1 to 30 seconds if not set, rounded down. */
    @Override
    public long getInitialDelay() {
        return initialDelay >= 0 ? initialDelay : getTimeUnit().convert(defaultInitialDelay, TimeUnit.MILLISECONDS);
    }

    @Override
    public void setInitialDelay(long initialDelay) {
        this.initialDelay = initialDelay;
    }

    @Override
    public long getDefaultDelay() {
        return DEFAULT_DELAY;
    }

    public TikTokWatchConfiguration getWatching() {
        return watching;
    }
}
