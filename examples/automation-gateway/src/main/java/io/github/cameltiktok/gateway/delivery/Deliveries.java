package io.github.cameltiktok.gateway.delivery;

import io.github.cameltiktok.gateway.store.Database;
import io.github.cameltiktok.gateway.store.Ids;
import io.github.cameltiktok.gateway.store.Sealed;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.jspecify.annotations.Nullable;

/** The parts of this package, wired for one instance of the gateway. Thread-safe. */
public final class Deliveries implements AutoCloseable {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final Endpoints endpoints;
    private final Outbox outbox;
    private final SendJob job;
    private final DeliveryRetention retention;
    private final DeliveryApi api;
    private final Sender sender;
    private final EventRoute route;

    private Deliveries(
            Endpoints endpoints,
            Outbox outbox,
            SendJob job,
            DeliveryRetention retention,
            DeliveryApi api,
            Sender sender,
            EventRoute route) {
        this.endpoints = endpoints;
        this.outbox = outbox;
        this.job = job;
        this.retention = retention;
        this.api = api;
        this.sender = sender;
        this.route = route;
    }

    /**
     * Dependencies of deliveries.
     *
     * @param random for jitter
     * @param resolver of names; guarded here
     * @param tls {@code null} for the JVM's default trust
     */
    public record Surroundings(
            Database database,
            Sealed sealed,
            CamelContext camel,
            Clock clock,
            RandomGenerator random,
            DnsResolver resolver,
            @Nullable SSLContext tls) {

        /** Returns the surroundings of a real instance. */
        public static Surroundings of(Database database, Sealed sealed, CamelContext camel, Clock clock) {
            return new Surroundings(
                    database, sealed, camel, clock, new Random(), SystemDefaultDnsResolver.INSTANCE, null);
        }
    }

    /**
     * Opens the sender, and prepares the table of endpoints. Blocks; nothing is sent before the first
     * {@link SendJob#tick}.
     *
     * @throws IllegalStateException if endpoints are sealed with a secret that is not configured
     */
    public static Deliveries open(Surroundings given, TrustedOrigins trusted, DeliverySettings settings) {
        Endpoints endpoints = new Endpoints(new AddressGuard(trusted), given.sealed, given.clock);
        given.database.now(handle -> {
            endpoints.prepare(handle);
            return null;
        });
        DnsResolver resolver = new GuardedDnsResolver(given.resolver, trusted);
        Sender sender = Sender.start(settings, given.clock, resolver, given.tls);
        EventRoute route = new EventRoute(given.camel, settings.timeout());
        Claims claims = new Claims(given.database, Ids.next("ins_"), settings.lease(), given.clock);
        Wake wake = new Wake();
        Outbox outbox = new Outbox(given.clock, route::exists, wake);
        Outcomes outcomes =
                new Outcomes(claims, endpoints, new RetrySchedule(given.random), settings.disableAfter(), given.clock);
        SendJob job = new SendJob(given.database, settings, given.clock, claims, endpoints, sender, route, outcomes);
        wake.job = job;
        return new Deliveries(
                endpoints,
                outbox,
                job,
                new DeliveryRetention(given.database, given.clock),
                new DeliveryApi(given.database, new DeliveryTable(given.clock), outbox),
                sender,
                route);
    }

    public Endpoints endpoints() {
        return endpoints;
    }

    public Outbox outbox() {
        return outbox;
    }

    /** Returns the job to tick a few times per second. */
    public SendJob job() {
        return job;
    }

    /** Returns the job to tick every few minutes. */
    public DeliveryRetention retention() {
        return retention;
    }

    public DeliveryApi api() {
        return api;
    }

    /** Stops sending. Waits up to 5 s for attempts in flight; others are repeated when their lease ends. */
    @Override
    public void close() {
        close(STOP_TIMEOUT);
    }

    void close(Duration atMost) {
        job.close(atMost);
        sender.close();
        route.close();
    }

    /** Connects the outbox with the job, which is created after it. */
    private static final class Wake implements Runnable {

        private volatile @Nullable SendJob job;

        @Override
        public void run() {
            SendJob open = job;
            if (open != null) {
                open.tick();
            }
        }
    }
}
