package io.github.cameltiktok;

import io.github.cameltiktok.internal.lookup.LookupChain;
import io.github.cameltiktok.internal.lookup.LookupQuery;
import io.github.cameltiktok.internal.lookup.LookupResult;
import io.github.cameltiktok.internal.lookup.LookupResult.Failed;
import io.github.cameltiktok.internal.lookup.LookupResult.Found;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.Price;
import io.github.cameltiktok.watch.Change;
import io.github.cameltiktok.watch.Event;
import io.github.cameltiktok.watch.Snapshot;
import io.github.cameltiktok.watch.Watch;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks watched videos or creators up on a schedule, one after the other, and sends into the route what has changed. What
 * was told moves on only when the route has completed, so that each change is told at least once.
 */
final class TikTokConsumer extends ScheduledBatchPollingConsumer {

    private final TikTokEndpoint endpoint;
    private final TikTokResource resource;
    private final WatchedSubjects subjects;
    private final Watch watch;
    private final AnswerWriter answers;
    private final EndpointLookups lookups;
    private final Clock clock;

    /** Of whom an exchange is still in the route; they wait for the next poll. */
    private final Set<String> inRoute = ConcurrentHashMap.newKeySet();

    private final LongAdder calls = new LongAdder();
    private volatile int watched;
    private @Nullable Positions positions;
    private int cursor;
    private @Nullable Hold hold;

    /**
     * Nobody is looked up until then.
     *
     * @param until when it ends
     * @param reason that is told meanwhile
     */
    private record Hold(Instant until, TikTokException reason) {}

    /**
     * A change on its way into the route.
     *
     * @param exchange that tells of it
     * @param subject canonical name of who has changed
     */
    private record News(Exchange exchange, String subject) {}

    TikTokConsumer(TikTokEndpoint endpoint, Processor processor, WatchedSubjects subjects, Watch watch, Clock clock) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.resource = endpoint.getResource();
        this.subjects = subjects;
        this.watch = watch;
        this.clock = clock;
        this.lookups = new EndpointLookups(endpoint);
        this.answers = new AnswerWriter(resource, endpoint.getConfiguration().getOutputFormat());
    }

    @Override
    protected void doBuild() throws Exception {
        setHealthCheck(new ConsumerHealthCheck(this, "consumer:" + getRouteId()));
        super.doBuild();
    }

    @Override
    protected void doStart() throws Exception {
        positions = new Positions(endpoint.positions(), Objects.requireNonNullElse(getRouteId(), "consumer"));
        // A missing key is told now and not by the first poll.
        lookup();
        super.doStart();
    }

    @Override
    protected int poll() throws Exception {
        shutdownRunningTask = null;
        pendingExchanges = 0;
        Hold waiting = hold;
        if (waiting != null && clock.instant().isBefore(waiting.until())) {
            throw waiting.reason();
        }
        hold = null;
        Round round = new Round(Objects.requireNonNull(positions));
        List<TikTokLink> all = new ArrayList<>(subjects.now());
        watched = all.size();
        int first = cursor >= all.size() ? 0 : cursor;
        for (int i = 0; i < all.size() && round.goesOn(); i++) {
            cursor = (first + i + 1) % all.size();
            round.poll(all.get((first + i) % all.size()));
        }
        int handled = processBatch(new ArrayDeque<>(round.news));
        if (round.trouble != null) {
            throw round.trouble;
        }
        return handled;
    }

    @Override
    public int processBatch(Queue<Object> news) throws Exception {
        int total = news.size();
        for (int index = 0; index < total && isBatchAllowed(); index++) {
            News next = (News) news.remove();
            Exchange exchange = next.exchange();
            inRoute.add(next.subject());
            exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, index);
            exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, total);
            exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, index == total - 1);
            pendingExchanges = total - index - 1;
            getAsyncProcessor().process(exchange, defaultConsumerCallback(exchange, true));
        }
        // Those that a shutdown leaves behind were not told, and will be after the next start.
        news.forEach(left -> releaseExchange(((News) left).exchange(), false));
        return total;
    }

    /** Returns what the polls cost, by names of health details. The price is that of the provider that is asked first. */
    Map<String, Object> costs() {
        Map<String, Object> costs = new LinkedHashMap<>();
        costs.put("tiktok.watched", watched);
        costs.put("tiktok.calls", calls.sum());
        BigDecimal pollsPerDay = BigDecimal.valueOf(Duration.ofDays(1).toMillis())
                .divide(BigDecimal.valueOf(Math.max(1, getTimeUnit().toMillis(getDelay()))), 3, RoundingMode.HALF_UP);
        costs.put("tiktok.callsPerDay", plain(pollsPerDay.multiply(BigDecimal.valueOf(watched))));
        Price price = price();
        if (price != null) {
            BigDecimal perPoll = price.amount().multiply(BigDecimal.valueOf(watched));
            costs.put("tiktok.pricePerPoll", plain(perPoll) + ' ' + price.unit());
            costs.put("tiktok.pricePerDay", plain(perPoll.multiply(pollsPerDay)) + ' ' + price.unit());
        }
        return costs;
    }

    private @Nullable Price price() {
        String provider = endpoint.getConfiguration().getProvider();
        return provider == null
                ? null
                : endpoint.getComponent().providers().list(provider).get(0).price();
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private LookupChain<? extends TikTokRecord> lookup() {
        String provider = endpoint.getConfiguration().getProvider();
        if (provider == null) {
            throw new InvalidArgumentException(
                    "no provider to ask: set option provider or property camel.component.tiktok.provider to one of "
                            + endpoint.getComponent().providers().names());
        }
        return lookups.at(provider);
    }

    private <T extends TikTokRecord> Found<T> find(LookupChain<T> lookup, LookupQuery query)
            throws InterruptedException {
        CompletableFuture<LookupResult<T>> result = lookup.find(query);
        try {
            LookupResult<T> outcome = result.get();
            calls.add(outcome.calls());
            if (outcome instanceof Found<T> found) {
                return found;
            }
            throw Failures.of((Failed<T>) outcome, resource, query);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a lookup ended in a way that it should not", e.getCause());
        } catch (InterruptedException e) {
            // The consumer is being stopped.
            result.cancel(true);
            throw e;
        }
    }

    /** One poll. */
    private final class Round {

        private final Positions positions;
        private final List<News> news = new ArrayList<>();
        private @Nullable TikTokException trouble;
        private boolean isKeyRefused;

        Round(Positions positions) {
            this.positions = positions;
        }

        /** A failure that the next one would meet too ends it, as does the limit of messages. */
        boolean goesOn() {
            return isBatchAllowed()
                    && hold == null
                    && !isKeyRefused
                    && (maxMessagesPerPoll <= 0 || news.size() < maxMessagesPerPoll);
        }

        void poll(TikTokLink subject) throws InterruptedException {
            if (inRoute.contains(subject.canonical())) {
                return;
            }
            LookupQuery query = endpoint.query(subject);
            try {
                Found<?> result = find(lookup(), query);
                forceConsumerAsReady();
                tell(subject, query, result);
            } catch (TikTokNotFoundException e) {
                forceConsumerAsReady();
                tell(subject, query, null);
            } catch (TikTokException e) {
                failed(e);
            }
        }

        private void failed(TikTokException failure) {
            if (trouble == null) {
                trouble = failure;
            } else {
                trouble.addSuppressed(failure);
            }
            isKeyRefused = failure instanceof TikTokCredentialsException;
            if (failure instanceof TikTokRateLimitException || failure instanceof TikTokQuotaException) {
                Duration wait = Objects.requireNonNullElse(failure.details().retryAfter(), Duration.ZERO);
                hold = new Hold(clock.instant().plus(wait), failure);
            }
        }

        private void tell(TikTokLink subject, LookupQuery query, @Nullable Found<?> result) {
            Snapshot last = positions.get(subject);
            Watch.Outcome outcome = watch.compare(last, result == null ? null : result.record(), clock.instant());
            Change change = outcome.change();
            if (change == null || last == null && endpoint.getWatching().getFirstPoll() == FirstPoll.MARK) {
                if (!outcome.next().equals(last)) {
                    positions.set(subject, outcome.next());
                }
                return;
            }
            Exchange exchange = createExchange(true);
            if (result != null) {
                answers.write(exchange.getMessage(), query, result);
            }
            ChangeWriter.write(exchange.getMessage(), resource, subject, change);
            Occurrence.remember(
                    exchange,
                    new Occurrence(
                            () -> identity(subject, change.event(), last, outcome.next()),
                            result == null
                                    ? clock.instant()
                                    : result.record().source().retrievedAt(),
                            change.event()));
            exchange.getExchangeExtension().addOnCompletion(new Synchronization() {
                @Override
                public void onComplete(Exchange completed) {
                    try {
                        positions.set(subject, outcome.next());
                    } finally {
                        // What could not be saved is told again, as if the route had failed.
                        inRoute.remove(subject.canonical());
                    }
                }

                @Override
                public void onFailure(Exchange failed) {
                    inRoute.remove(subject.canonical());
                }
            });
            news.add(new News(exchange, subject.canonical()));
        }

        /** It is the same when it is told again with the same values, because the route had failed or was killed. */
        private String identity(TikTokLink subject, @Nullable Event event, @Nullable Snapshot last, Snapshot next) {
            Snapshot values = new Snapshot(last == null ? Instant.EPOCH : last.at(), next.visible(), next.fields());
            return String.join(
                    "\n", String.valueOf(getRouteId()), subject.canonical(), String.valueOf(event), values.text());
        }
    }
}
