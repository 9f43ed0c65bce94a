package io.github.cameltiktok;

import io.github.cameltiktok.link.TikTokLink;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** Look up TikTok videos and creators through API Direct, Dumpling AI or Peekalink. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "tiktok",
        title = "TikTok",
        syntax = "tiktok:resource",
        producerOnly = true,
        category = {Category.SOCIAL, Category.API},
        headersClass = TikTokHeaders.class)
public class TikTokEndpoint extends DefaultEndpoint implements AsyncEndpoint, EndpointServiceLocation {

    @UriPath(enums = "video,user", description = "What to look up: a video (or photo post) or a user (a creator)")
    @Metadata(required = true)
    private final TikTokResource resource;

    @UriParam(description = "Link of what to look up, in any of TikTok's forms")
    private @Nullable String url;

    @UriParam(description = "Id of the video or photo post to look up (only tiktok:video); video_id means the same")
    private @Nullable String videoId;

    // The generator of the component's metadata drops an @ from descriptions.
    @UriParam(description = "Handle of the creator to look up, with or without the at sign (only tiktok:user)")
    private @Nullable String handle;

    @UriParam(
            label = "advanced",
            description =
                    "Another address of the provider: scheme, host, port and an optional path prefix, to which the"
                            + " documented path is appended. Plain http is for loopback hosts, unless allowInsecure is set.")
    private @Nullable String baseUrl;

    @UriParam
    private TikTokConfiguration configuration;

    private @Nullable TikTokLink subject;

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

    /** @throws IllegalStateException always: there are lookups only */
    @Override
    public Consumer createConsumer(Processor processor) {
        throw new IllegalStateException("tiktok:" + resource.uriName()
                + " cannot start a route: use it in to(...), with a timer in from(...) for lookups on a schedule");
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        OptionChecks.check(configuration);
        if (baseUrl != null && configuration.getProvider() == null) {
            throw new IllegalArgumentException(
                    "option baseUrl is the address of one provider: set option provider as well");
        }
        if (resource == TikTokResource.VIDEO && handle != null) {
            throw new IllegalArgumentException("option handle is for tiktok:user, but stands on tiktok:video");
        }
        if (resource == TikTokResource.USER && videoId != null) {
            throw new IllegalArgumentException("option videoId is for tiktok:video, but stands on tiktok:user");
        }
        subject = new NamedSubject("option")
                .add("url", SubjectField.URL, url)
                .add("videoId", SubjectField.VIDEO_ID, videoId)
                .add("handle", SubjectField.HANDLE, handle)
                .subject();
        if (subject != null) {
            resource.check(subject);
        }
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
            return getComponent().address(this, provider).toString();
        } catch (IllegalArgumentException e) {
            // Who lists services wants no exception; the start of the producer throws it.
            return null;
        }
    }

    /** Returns {@code https} or {@code http}, as the address has it. */
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
        String source = configuration.getRequestSource();
        metadata.put(
                "requestSource",
                source != null
                        ? source
                        : Objects.requireNonNullElse(
                                getComponent().getConfiguration().getRequestSource(), RequestSource.DEFAULT));
        return metadata;
    }

    SubjectReader subjectReader() {
        return new SubjectReader(
                resource,
                subject,
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
}
