package io.github.cameltiktok.gateway.lookup;

import io.github.cameltiktok.gateway.api.Call;
import io.github.cameltiktok.gateway.api.Operation;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.gateway.api.Reply;
import io.github.cameltiktok.gateway.api.Scope;
import io.github.cameltiktok.model.TikTokResource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Lookups of one video or creator. Thread-safe. */
public final class LookupApi {

    private final Lookups lookups;
    private final RecordReply replies;

    /** @param cacheTtl of the routes, for {@code Cache-Control} */
    public LookupApi(Lookups lookups, Duration cacheTtl, Clock clock) {
        this.lookups = lookups;
        this.replies = new RecordReply(cacheTtl, clock);
    }

    public List<Operation> operations() {
        return List.of(
                new Operation("findVideo", "GET", "/v1/video", Scope.LOOKUP, call -> find(call, TikTokResource.VIDEO)),
                new Operation(
                        "findVideoByBody",
                        "POST",
                        "/v1/video",
                        Scope.LOOKUP,
                        call -> findByBody(call, TikTokResource.VIDEO)),
                new Operation("findUser", "GET", "/v1/user", Scope.LOOKUP, call -> find(call, TikTokResource.USER)),
                new Operation(
                        "findUserByBody",
                        "POST",
                        "/v1/user",
                        Scope.LOOKUP,
                        call -> findByBody(call, TikTokResource.USER)),
                new Operation("lookUp", "GET", "/v1/lookup", Scope.LOOKUP, this::lookUp));
    }

    private CompletionStage<Reply> lookUp(Call call) {
        try {
            LookupParameters parameters = LookupParameters.ofKind(call);
            Lookups.Request request = parameters.request();
            return lookups.find(request)
                    .thenApply(result -> replies.found(result, request.kind(), request.fresh(), parameters.fields()))
                    .exceptionally(failure -> RecordReply.notFound(notVisible(failure)));
        } catch (ProblemException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Returns the problem of a subject that is not visible. Each other failure is thrown again. */
    private static ProblemException notVisible(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ProblemException problem && problem.type() == ProblemType.NOT_VISIBLE) {
            return problem;
        }
        throw failure instanceof CompletionException wrapped ? wrapped : new CompletionException(failure);
    }

    private CompletionStage<Reply> find(Call call, TikTokResource kind) {
        return find(call, () -> LookupParameters.ofQuery(call, kind));
    }

    private CompletionStage<Reply> findByBody(Call call, TikTokResource kind) {
        return find(call, () -> LookupParameters.ofBody(call, kind));
    }

    private CompletionStage<Reply> find(Call call, Parser parser) {
        try {
            LookupParameters parameters = parser.parse();
            return lookups.find(parameters.request())
                    .thenApply(result -> replies.of(
                            result,
                            parameters.request().fresh(),
                            parameters.fields(),
                            call.headers().get("if-none-match")));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private interface Parser {

        LookupParameters parse();
    }
}
