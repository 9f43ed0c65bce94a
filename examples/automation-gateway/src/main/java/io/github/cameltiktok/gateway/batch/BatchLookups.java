package io.github.cameltiktok.gateway.batch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemException.FieldError;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.gateway.lookup.Lookups;
import io.github.cameltiktok.gateway.lookup.Subjects;
import io.github.cameltiktok.link.InvalidLinkException;
import io.github.cameltiktok.model.TikTokResource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks up the subjects of batches. Thread-safe. */
final class BatchLookups {

    private static final Logger LOG = LoggerFactory.getLogger(BatchLookups.class);

    private final Lookups lookups;
    private final BiFunction<ProblemException, String, ObjectNode> problems;

    /** @param problems returns the body of a problem, for a request id */
    BatchLookups(Lookups lookups, BiFunction<ProblemException, String, ObjectNode> problems) {
        this.lookups = lookups;
        this.problems = problems;
    }

    /** Looks up one subject. Never fails. */
    CompletableFuture<BatchLine> line(BatchRequest request, int index, Caller payer) {
        CompletableFuture<BatchLine> found;
        try {
            String subject = request.subjects().get(index);
            TikTokResource kind = Objects.requireNonNullElseGet(request.kind(), () -> kindOf(subject, index));
            found = lookups.find(new Lookups.Request(
                            kind, subject, request.provider(), false, request.requestSource(), payer))
                    .thenApply(result -> BatchLine.found(index, kind, result))
                    .toCompletableFuture();
        } catch (ProblemException e) {
            found = CompletableFuture.failedFuture(e);
        }
        return found.exceptionally(
                failure -> BatchLine.failed(index, problems.apply(problem(failure), request.requestId())));
    }

    private static TikTokResource kindOf(String subject, int index) {
        try {
            return Subjects.kindOf(subject);
        } catch (InvalidLinkException e) {
            String detail = String.valueOf(e.getMessage());
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    detail,
                    List.of(new FieldError("/subjects/" + index, detail)),
                    null,
                    null);
        }
    }

    private static ProblemException problem(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ProblemException problem) {
            return problem;
        }
        LOG.error("Lookup of a batch failed", cause);
        return new ProblemException(
                ProblemType.INTERNAL_ERROR, "The lookup failed in the gateway. Its log has the cause.");
    }
}
