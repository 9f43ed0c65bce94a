package io.github.cameltiktok.gateway.watch;

import io.github.cameltiktok.gateway.api.Call;
import io.github.cameltiktok.gateway.api.Operation;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.Reply;
import io.github.cameltiktok.gateway.api.Scope;
import io.github.cameltiktok.gateway.lookup.Lookups;
import io.github.cameltiktok.gateway.lookup.RequestSources;
import io.github.cameltiktok.model.TikTokJson;
import io.github.cameltiktok.model.TikTokResource;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The operation that returns sample events, which platforms need before the first real one. Thread-safe. */
public final class SampleApi {

    private final Lookups lookups;
    private final Clock clock;

    public SampleApi(Lookups lookups, Clock clock) {
        this.lookups = lookups;
        this.clock = clock;
    }

    public List<Operation> operations() {
        return List.of(new Operation("getSamples", "GET", "/v1/samples", Scope.WATCH, this::getSamples));
    }

    private CompletionStage<Reply> getSamples(Call call) {
        String kindName = call.query().getOrDefault("kind", "");
        String subject = call.query().getOrDefault("subject", "").strip();
        String source = RequestSources.of(call, null);
        String shownSource = Objects.requireNonNullElse(source, "");
        if (subject.isEmpty()) {
            TikTokResource kind = kindName.isEmpty() ? TikTokResource.VIDEO : kind(kindName);
            return CompletableFuture.completedFuture(list(Samples.body(kind, shownSource, clock.instant())));
        }
        WatchedSubject watched = WatchedSubject.parse(subject, kindName.isEmpty() ? null : kind(kindName), "");
        return lookups.find(
                        new Lookups.Request(watched.kind(), watched.url(), null, false, source, call.requireCaller()))
                .thenApply(found -> list(Samples.body(
                        watched.kind(), watched.url(), TikTokJson.tree(found.record()), shownSource, clock.instant())));
    }

    private static TikTokResource kind(String name) {
        return TikTokResource.ofUriName(name)
                .orElseThrow(() -> ProblemException.invalid("kind", "kind must be video or user"));
    }

    private static Reply list(String event) {
        return WatchJson.reply(200, "[" + event + "]");
    }
}
