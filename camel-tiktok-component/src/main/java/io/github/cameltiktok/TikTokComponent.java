package io.github.cameltiktok;

import io.github.cameltiktok.TikTokException.Details;
import io.github.cameltiktok.internal.lookup.CallQuota;
import io.github.cameltiktok.internal.lookup.LookupChain;
import io.github.cameltiktok.internal.lookup.LookupEngine;
import io.github.cameltiktok.internal.lookup.LookupPlan;
import io.github.cameltiktok.internal.lookup.http.BaseUrl;
import io.github.cameltiktok.internal.message.InvalidArgumentException;
import io.github.cameltiktok.internal.monitoring.LookupMonitoring;
import io.github.cameltiktok.internal.watch.SnapshotStores;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.model.TikTokResource;
import io.github.cameltiktok.provider.Price;
import io.github.cameltiktok.provider.TikTokProvider;
import io.github.cameltiktok.provider.apidirect.ApiDirect;
import io.github.cameltiktok.provider.dumplingai.DumplingAi;
import io.github.cameltiktok.provider.peekalink.Peekalink;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.jspecify.annotations.Nullable;

/** The component {@code tiktok}: creates endpoints, and owns the engine and the threads that they share. */
@Component("tiktok")
public class TikTokComponent extends TikTokManagedComponent implements SSLContextParametersAware {

    @Metadata(description = "Defaults for the options of endpoints")
    private TikTokConfiguration configuration = new TikTokConfiguration();

    @Metadata(
            description =
                    "Settings of the provider API Direct: apiKey, baseUrl, maxConcurrentRequests, maxQueuedRequests, maxRequestsPerDay, maxRequestsPerMonth, videoPrice, userPrice")
    private TikTokProviderConfiguration apidirect = new TikTokProviderConfiguration();

    @Metadata(
            description =
                    "Settings of the provider Dumpling AI: apiKey, baseUrl, maxConcurrentRequests, maxQueuedRequests, maxRequestsPerDay, maxRequestsPerMonth, videoPrice, userPrice")
    private TikTokProviderConfiguration dumplingai = new TikTokProviderConfiguration();

    @Metadata(
            description =
                    "Settings of the provider Peekalink: apiKey, baseUrl, maxConcurrentRequests, maxQueuedRequests, maxRequestsPerDay, maxRequestsPerMonth, videoPrice, userPrice")
    private TikTokProviderConfiguration peekalink = new TikTokProviderConfiguration();

    @Metadata(
            label = "security",
            defaultValue = "false",
            description = "Whether to use the TLS settings of the Camel context")
    private boolean useGlobalSslContextParameters;

    @Metadata(
            label = "advanced",
            description =
                    "Keeps the counts of maxRequestsPerDay and maxRequestsPerMonth, and the snapshots of consumers, across restarts. Counts are written before each call, so it should be fast.")
    private @Nullable StateRepository<String, String> stateRepository;

    @Metadata(
            label = "health",
            defaultValue = "false",
            description =
                    "Let producer health checks also verify the API keys at the providers, at most once a minute and through calls that cost nothing. Peekalink has no such call.")
    private boolean healthCheckKeys;

    private final SnapshotStores snapshots = new SnapshotStores();
    private final Set<String> healthCheckIds = ConcurrentHashMap.newKeySet();
    private final Map<SSLContextParameters, SSLContext> sslContexts = new ConcurrentHashMap<>();
    private Clock clock = Clock.systemUTC();
    private @Nullable LookupThreads threads;
    private volatile @Nullable LookupEngine engine;
    private volatile @Nullable LookupMonitoring monitoring;
    private LookupPlanFactory plans = new LookupPlanFactory(this);

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        TikTokConfiguration options = configuration.copy();
        String emptySubject = OptionValidator.normalize(parameters, getCamelContext());
        parameters.computeIfPresent("provider", (option, value) -> Providers.withoutReferences(value));
        Object provider = parameters.get("provider");
        if (configuration.getProvider() != null && provider != null && !provider.equals(configuration.getProvider())) {
            // The key of the default provider must not reach another one.
            options.setApiKey(null);
        }
        // The request source of an endpoint overrides that of a body, and a body overrides that of the component.
        options.setRequestSource(null);
        OptionValidator.checkText(parameters);
        OptionValidator.checkStateRepository(
                parameters.get("stateRepository"), getCamelContext().getRegistry());
        TikTokEndpoint endpoint = new TikTokEndpoint(uri, this, resource(remaining), options);
        setProperties(endpoint, parameters);
        endpoint.setEmptySubjectOption(emptySubject);
        return endpoint;
    }

    private static TikTokResource resource(String name) {
        return TikTokResource.ofUriName(name)
                .orElseThrow(() -> new InvalidArgumentException(
                        "resource must be video or user, as in tiktok:video, but was '" + name + "'"));
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        OptionValidator.checkText(getCamelContext().getPropertiesComponent());
        OptionValidator.check(configuration);
        for (String provider : Providers.BUILT_IN_NAMES) {
            OptionValidator.check(provider, settingsOf(provider));
        }
        plans = new LookupPlanFactory(this);
        if (stateRepository != null) {
            start(stateRepository);
        }
        LookupThreads pools = LookupThreads.start(this, getCamelContext().getExecutorServiceManager());
        threads = pools;
        LookupMonitoring current = new LookupMonitoring(statistics(), getCamelContext(), name());
        monitoring = current;
        engine = new LookupEngine(
                pools.worker(),
                pools.timer(),
                clock,
                stateRepository == null ? CallQuota.Store.NONE : new RepositoryQuotaStore(stateRepository),
                current.listener());
    }

    /** Starts a repository. It stops with the context, as other components may use it too. */
    void start(StateRepository<String, String> repository) throws Exception {
        if (!getCamelContext().hasService(repository)) {
            if (repository instanceof FileStateRepository file && !file.isStarted() && file.getFileStore() != null) {
                // An incomplete line, left by a kill, would keep Camel's own repository from starting.
                KillSafeFileStateRepository.truncateIncompleteLine(file.getFileStore());
            }
            getCamelContext().addService(repository, true, true);
        }
    }

    @Override
    protected void doStop() throws Exception {
        LookupEngine running = engine;
        if (running != null) {
            running.close();
            engine = null;
        }
        if (threads != null) {
            threads.stop(getCamelContext().getExecutorServiceManager());
            threads = null;
        }
        if (monitoring != null) {
            // Last: it counts the lookups that the stop cancels.
            monitoring.close();
            monitoring = null;
        }
        sslContexts.clear();
        super.doStop();
    }

    /**
     * Returns the chain for lookups of an endpoint.
     *
     * @param providers comma-separated names, as an option or a header names them
     */
    LookupChain<? extends TikTokRecord> lookup(TikTokEndpoint endpoint, String providers) {
        LookupEngine running = engine;
        if (running == null) {
            throw new TikTokUnavailableException(
                    "Lookup cancelled: component is stopping or not started",
                    Details.REJECTED,
                    TikTokUnavailableException.Reason.STOPPING,
                    null);
        }
        LookupChain<? extends TikTokRecord> lookup = running.lookup(plan(endpoint, providers));
        LookupMonitoring current = monitoring;
        if (current != null) {
            current.addGauges(running);
        }
        return lookup;
    }

    /**
     * Returns the plan for lookups of an endpoint.
     *
     * @param providers comma-separated names, as an option or a header names them
     */
    LookupPlan<? extends TikTokRecord> plan(TikTokEndpoint endpoint, String providers) {
        return switch (endpoint.getResource()) {
            case VIDEO -> plans.plan(endpoint, providers, TikTokProvider::video);
            case USER -> plans.plan(endpoint, providers, TikTokProvider::user);
        };
    }

    /** Returns the base URL of an endpoint's provider, or of the first of several. */
    BaseUrl baseUrl(TikTokEndpoint endpoint, String providers) {
        return plans.baseUrl(endpoint, providers, providers().list(providers).get(0));
    }

    /** Returns the price of a call to a provider, or to the first of several; {@code null} if unknown. */
    @Nullable
    Price price(String providers, TikTokResource resource) {
        return plans.price(providers().list(providers).get(0), resource);
    }

    /** Returns the name of this component in its context. */
    private String name() {
        return getCamelContext().getComponentNames().stream()
                .sorted()
                .filter(name -> getCamelContext().hasComponent(name) == this)
                .findFirst()
                .orElse("tiktok");
    }

    /**
     * Returns the id for the health check of a producer, unique in the context. It is made of the endpoint, as a producer
     * does not know its route, and stays the same when the route is reloaded.
     */
    String acquireHealthCheckId(TikTokEndpoint endpoint) {
        // The endpoint prints its URI with the key masked.
        String first = "producer:" + endpoint.toString().replaceFirst("://", ":");
        String id = first;
        for (int number = 2; !healthCheckIds.add(id); number++) {
            id = first + '#' + number;
        }
        return id;
    }

    /** Makes the id available to the next producer of its endpoint. */
    void releaseHealthCheckId(String id) {
        healthCheckIds.remove(id);
    }

    /** Returns the snapshots of consumers, which survive the stops of their routes. */
    SnapshotStores snapshots() {
        return snapshots;
    }

    @Override
    @Nullable
    LookupEngine engine() {
        return engine;
    }

    /** Returns the clock of cache, circuit breakers, quotas and growth rates. */
    Clock clock() {
        return clock;
    }

    /** Sets the clock; before the start only. */
    void setClock(Clock clock) {
        this.clock = clock;
    }

    Providers providers() {
        return new Providers(getCamelContext().getRegistry());
    }

    TikTokProviderConfiguration settingsOf(String provider) {
        return switch (provider) {
            case ApiDirect.NAME -> apidirect;
            case DumplingAi.NAME -> dumplingai;
            case Peekalink.NAME -> peekalink;
            default -> new TikTokProviderConfiguration();
        };
    }

    /** Returns the TLS context of an endpoint; {@code null} for the JVM's own. */
    @Nullable
    SSLContext sslContext(@Nullable SSLContextParameters own) {
        SSLContextParameters parameters = own;
        if (parameters == null && useGlobalSslContextParameters) {
            parameters = retrieveGlobalSslContextParameters();
        }
        return parameters == null ? null : sslContexts.computeIfAbsent(parameters, this::createSslContext);
    }

    private SSLContext createSslContext(SSLContextParameters parameters) {
        try {
            return parameters.createSSLContext(getCamelContext());
        } catch (GeneralSecurityException | IOException e) {
            throw new InvalidArgumentException("option sslContextParameters cannot be used: " + e.getMessage(), e);
        }
    }

    public TikTokConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(TikTokConfiguration configuration) {
        this.configuration = configuration;
    }

    public TikTokProviderConfiguration getApidirect() {
        return apidirect;
    }

    public void setApidirect(TikTokProviderConfiguration apidirect) {
        this.apidirect = apidirect;
    }

    public TikTokProviderConfiguration getDumplingai() {
        return dumplingai;
    }

    public void setDumplingai(TikTokProviderConfiguration dumplingai) {
        this.dumplingai = dumplingai;
    }

    public TikTokProviderConfiguration getPeekalink() {
        return peekalink;
    }

    public void setPeekalink(TikTokProviderConfiguration peekalink) {
        this.peekalink = peekalink;
    }

    public @Nullable StateRepository<String, String> getStateRepository() {
        return stateRepository;
    }

    public void setStateRepository(@Nullable StateRepository<String, String> stateRepository) {
        this.stateRepository = stateRepository;
    }

    public boolean isHealthCheckKeys() {
        return healthCheckKeys;
    }

    public void setHealthCheckKeys(boolean healthCheckKeys) {
        this.healthCheckKeys = healthCheckKeys;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }
}
