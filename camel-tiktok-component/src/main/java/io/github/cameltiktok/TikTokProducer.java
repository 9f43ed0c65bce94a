package io.github.cameltiktok;

import io.github.cameltiktok.TikTokException.Details;
import io.github.cameltiktok.internal.lookup.LookupChain;
import io.github.cameltiktok.internal.lookup.LookupQuery;
import io.github.cameltiktok.internal.lookup.LookupResult;
import io.github.cameltiktok.internal.lookup.LookupResult.Failed;
import io.github.cameltiktok.internal.lookup.LookupResult.Found;
import io.github.cameltiktok.internal.message.HeaderInput;
import io.github.cameltiktok.internal.message.InvalidArgumentException;
import io.github.cameltiktok.internal.message.ResultWriter;
import io.github.cameltiktok.internal.message.SubjectResolver;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.model.TikTokResource;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.spi.InterceptSendToEndpoint;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/** Looks up the subject of each exchange without holding a thread, and ends each exchange exactly once. */
final class TikTokProducer extends DefaultAsyncProducer {

    private final TikTokEndpoint endpoint;
    private final TikTokResource resource;
    private final SubjectResolver subjects;
    private final ResultWriter results;
    private final EndpointLookups lookups;

    private @Nullable WritableHealthCheckRepository healthChecks;
    private @Nullable TikTokProducerHealthCheck healthCheck;

    TikTokProducer(TikTokEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.resource = endpoint.getResource();
        this.subjects = endpoint.subjectResolver();
        this.lookups = new EndpointLookups(endpoint);
        this.results = endpoint.resultWriter();
    }

    /**
     * Fails if the provider has no key or a wrong address, unless the endpoint is mocked and skipped: the test of a route
     * needs no key.
     */
    @Override
    protected void doStart() throws Exception {
        super.doStart();
        String provider = isSkipped() ? null : endpoint.getConfiguration().getProvider();
        if (provider != null) {
            try {
                lookups.at(provider);
            } catch (InvalidArgumentException e) {
                // With lazyStartProducer the first message receives it.
                throw ExceptionFactory.rejected(e);
            }
        }
        healthChecks = HealthCheckHelper.getHealthCheckRepository(
                endpoint.getCamelContext(), "producers", WritableHealthCheckRepository.class);
        if (healthChecks != null) {
            TikTokComponent component = endpoint.getComponent();
            healthCheck = new TikTokProducerHealthCheck(
                    endpoint,
                    component.acquireHealthCheckId(endpoint),
                    provider == null ? null : component.plan(endpoint, provider));
            healthChecks.addHealthCheck(healthCheck);
        }
    }

    /** Returns whether an interceptor receives messages in place of the producer, some or all of them. */
    private boolean isSkipped() {
        return endpoint.getCamelContext().getEndpoints().stream()
                .anyMatch(other -> other instanceof InterceptSendToEndpoint interceptor
                        && interceptor.isSkip()
                        && interceptor.getOriginalEndpoint() == endpoint);
    }

    @Override
    protected void doStop() throws Exception {
        if (healthChecks != null && healthCheck != null) {
            healthChecks.removeHealthCheck(healthCheck);
            endpoint.getComponent().releaseHealthCheckId(healthCheck.getId());
            healthCheck = null;
        }
        lookups.close();
        super.doStop();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            HeaderInput headers = HeaderInput.of(exchange.getMessage(), resource);
            String provider = provider(headers);
            LookupQuery query = subjects.resolve(exchange.getMessage(), headers);
            return find(lookups.at(provider), query, headers, exchange, callback);
        } catch (TikTokException e) {
            exchange.setException(e);
        } catch (InvalidArgumentException e) {
            exchange.setException(ExceptionFactory.rejected(e));
        } catch (Throwable e) {
            exchange.setException(internalError(e));
        }
        callback.done(true);
        return true;
    }

    private <T extends TikTokRecord> boolean find(
            LookupChain<T> lookup, LookupQuery query, HeaderInput headers, Exchange exchange, AsyncCallback callback) {
        CompletableFuture<LookupResult<T>> found = lookup.find(query);
        boolean isDone = found.isDone();
        found.whenComplete((result, failure) -> {
            try {
                end(exchange, query, headers, result, failure);
            } catch (Throwable e) {
                exchange.setException(internalError(e));
            } finally {
                callback.done(isDone);
            }
        });
        return isDone;
    }

    private void end(
            Exchange exchange,
            LookupQuery query,
            HeaderInput headers,
            @Nullable LookupResult<?> result,
            @Nullable Throwable failure) {
        if (result instanceof Found<?> found) {
            results.write(exchange.getMessage(), query, headers, found);
        } else if (result instanceof Failed<?> failed) {
            exchange.setException(ExceptionFactory.of(failed, resource, query));
        } else {
            exchange.setException(internalError(failure));
        }
    }

    /** Returns the exception for a failure of this component or of a bean that it calls. */
    private TikTokException internalError(@Nullable Throwable cause) {
        if (endpoint.getComponent().engine() == null || cause instanceof CancellationException) {
            return new TikTokUnavailableException(
                    "Lookup cancelled: component is stopping.",
                    Details.REJECTED,
                    TikTokUnavailableException.Reason.STOPPING,
                    cause);
        }
        // The name only: the message of a bean's exception may hold an API key.
        return new TikTokUnavailableException(
                "Internal error: "
                        + (cause == null ? "no result" : cause.getClass().getSimpleName())
                        + " in the component or in a bean that it calls. See the cause of this exception.",
                Details.REJECTED,
                TikTokUnavailableException.Reason.INTERNAL,
                cause);
    }

    private String provider(HeaderInput headers) {
        String header = headers.value(HeaderInput.Kind.PROVIDER);
        if (header != null) {
            return Providers.withoutBlanks(header);
        }
        String option = endpoint.getConfiguration().getProvider();
        if (option == null) {
            throw new InvalidArgumentException("no provider: set option provider, property"
                    + " camel.component.tiktok.provider or header " + TikTokHeaders.PROVIDER + " to one of "
                    + endpoint.getComponent().providers().names());
        }
        return option;
    }
}
