package io.github.cameltiktok;

import io.github.cameltiktok.internal.lookup.CallQuota;
import io.github.cameltiktok.internal.lookup.LookupChain;
import io.github.cameltiktok.internal.lookup.LookupEngine;
import io.github.cameltiktok.internal.lookup.LookupPlan;
import io.github.cameltiktok.internal.lookup.http.BaseUrl;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.TikTokProvider;
import io.github.cameltiktok.provider.apidirect.ApiDirect;
import io.github.cameltiktok.provider.dumplingai.DumplingAi;
import io.github.cameltiktok.provider.peekalink.Peekalink;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.jspecify.annotations.Nullable;

/** The component {@code tiktok}: makes endpoints, and owns the engine and the threads that they share. */
@Component("tiktok")
public class TikTokComponent extends TikTokManagedComponent implements SSLContextParametersAware {

    @Metadata(description = "Options that endpoints take over unless they set their own")
    private TikTokConfiguration configuration = new TikTokConfiguration();

    @Metadata(
            description =
                    "Settings of the provider API Direct: apiKey, baseUrl, maxConcurrentRequests, maxQueuedRequests, maxRequestsPerDay, maxRequestsPerMonth")
    private TikTokProviderConfiguration apidirect = new TikTokProviderConfiguration();

    @Metadata(
            description =
                    "Settings of the provider Dumpling AI: apiKey, baseUrl, maxConcurrentRequests, maxQueuedRequests, maxRequestsPerDay, maxRequestsPerMonth")
    private TikTokProviderConfiguration dumplingai = new TikTokProviderConfiguration();

    @Metadata(
            description =
                    "Settings of the provider Peekalink: apiKey, baseUrl, maxConcurrentRequests, maxQueuedRequests, maxRequestsPerDay, maxRequestsPerMonth")
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
    private final AtomicInteger healthChecks = new AtomicInteger();
    private final Map<SSLContextParameters, SSLContext> sslContexts = new ConcurrentHashMap<>();
    private Clock clock = Clock.systemUTC();
    private @Nullable ExecutorService worker;
    private @Nullable ScheduledExecutorService timer;
    private volatile @Nullable LookupEngine engine;
    private volatile @Nullable Observation observation;
    private ProviderAccessResolver access = new ProviderAccessResolver(this);

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        TikTokConfiguration options = configuration.copy();
        String emptySubject = EndpointParameters.tidy(parameters, getCamelContext());
        parameters.computeIfPresent("provider", (option, value) -> Providers.withoutReferences(value));
        Object provider = parameters.get("provider");
        if (configuration.getProvider() != null && provider != null && !provider.equals(configuration.getProvider())) {
            // It is the key of another provider, which must not get to see it.
            options.setApiKey(null);
        }
        // An option of the endpoint goes before what a body says, a default of the component behind it.
        options.setRequestSource(null);
        OptionChecks.checkText(parameters);
        OptionChecks.checkStateRepository(
                parameters.get("stateRepository"), getCamelContext().getRegistry());
        TikTokEndpoint endpoint = new TikTokEndpoint(uri, this, TikTokResource.ofUri(remaining), options);
        setProperties(endpoint, parameters);
        endpoint.setEmptySubjectOption(emptySubject);
        return endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        OptionChecks.checkText(getCamelContext().getPropertiesComponent());
        OptionChecks.check(configuration);
        for (String provider : Providers.BUILT_IN_NAMES) {
            OptionChecks.check(provider, settingsOf(provider));
        }
        access = new ProviderAccessResolver(this);
        if (stateRepository != null) {
            start(stateRepository);
        }
        ExecutorServiceManager threads = getCamelContext().getExecutorServiceManager();
        ThreadPoolProfile own = threads.getThreadPoolProfile("tiktok");
        worker = threads.newThreadPool(this, "TikTok", own != null ? own : unboundedQueue("tiktok"));
        ThreadPoolProfile timerProfile = unboundedQueue("tiktokTimer");
        timerProfile.setPoolSize(1);
        timer = threads.newScheduledThreadPool(this, "TikTokTimer", timerProfile);
        Observation observers = new Observation(statistics(), getCamelContext(), name());
        observation = observers;
        engine = new LookupEngine(
                worker,
                timer,
                clock,
                stateRepository == null ? CallQuota.Store.NONE : new RepositoryQuotaStore(stateRepository),
                observers.observer());
    }

    /** Starts a repository, which may serve others as well and so ends with the context. */
    void start(StateRepository<String, String> repository) throws Exception {
        if (!getCamelContext().hasService(repository)) {
            if (repository instanceof FileStateRepository file && !file.isStarted() && file.getFileStore() != null) {
                // An incomplete line, as a kill leaves it, would keep Camel's own repository from starting.
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
        if (timer != null) {
            getCamelContext().getExecutorServiceManager().shutdownNow(timer);
            timer = null;
        }
        if (worker != null) {
            stop(worker);
            worker = null;
        }
        if (observation != null) {
            // Last, as it is told of what fails because of the stop.
            observation.close();
            observation = null;
        }
        sslContexts.clear();
        super.doStop();
    }

    /**
     * As Camel stops a pool, except that what has not begun when the time is up is not dropped but carried out here: each
     * task ends a lookup, and so an exchange.
     */
    private void stop(ExecutorService pool) throws InterruptedException {
        ExecutorServiceManager threads = getCamelContext().getExecutorServiceManager();
        pool.shutdown();
        if (!threads.awaitTermination(pool, threads.getShutdownAwaitTermination())) {
            pool.shutdownNow().forEach(Runnable::run);
            threads.awaitTermination(pool, threads.getShutdownAwaitTermination());
        }
        // It is over; this takes it off Camel's books.
        threads.shutdownNow(pool);
    }

    /**
     * Returns the chain that looks an endpoint's resource up.
     *
     * @param providers their names, as an option or a header says them
     */
    LookupChain<? extends TikTokRecord> lookup(TikTokEndpoint endpoint, String providers) {
        LookupEngine running = engine;
        if (running == null) {
            throw new TikTokUnavailableException(
                    "Lookup cancelled: component is stopping or not started", FailureDetails.REFUSED, null);
        }
        LookupChain<? extends TikTokRecord> lookup = running.lookup(plan(endpoint, providers));
        Observation observers = observation;
        if (observers != null) {
            observers.watch(running);
        }
        return lookup;
    }

    /**
     * Returns how an endpoint's resource is looked up.
     *
     * @param providers their names, as an option or a header says them
     */
    LookupPlan<? extends TikTokRecord> plan(TikTokEndpoint endpoint, String providers) {
        return switch (endpoint.getResource()) {
            case VIDEO -> access.plan(endpoint, providers, TikTokProvider::video);
            case USER -> access.plan(endpoint, providers, TikTokProvider::user);
        };
    }

    /** Returns the address that an endpoint's provider, or the first of several, is asked at. */
    BaseUrl address(TikTokEndpoint endpoint, String providers) {
        return access.address(endpoint, providers, providers().list(providers).get(0));
    }

    /** Returns the name that the component has in its context. */
    private String name() {
        return getCamelContext().getComponentNames().stream()
                .sorted()
                .filter(name -> getCamelContext().hasComponent(name) == this)
                .findFirst()
                .orElse("tiktok");
    }

    /** Returns a name for another health check, unique in the context. */
    String healthCheckId(TikTokResource resource) {
        return "producer:" + name() + "-" + resource.uriName() + "-" + healthChecks.incrementAndGet();
    }

    /** Returns the snapshots of consumers, which outlast the stops of their routes. */
    SnapshotStores snapshots() {
        return snapshots;
    }

    @Override
    @Nullable
    LookupEngine engine() {
        return engine;
    }

    /** Returns the time by which answers age, circuits wait, budgets turn the page and consumers reckon growth. */
    Clock clock() {
        return clock;
    }

    /** Before the start. */
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

    /** What waits in it is bounded by the lookups in flight; refusing or running it elsewhere would break exchanges. */
    private static ThreadPoolProfile unboundedQueue(String id) {
        ThreadPoolProfile profile = new ThreadPoolProfile(id);
        profile.setMaxQueueSize(Integer.MAX_VALUE);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
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
