package io.github.cameltiktok.gateway.http;

import io.github.cameltiktok.gateway.access.Idempotency;
import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Runs a request with an {@code Idempotency-Key} once. */
final class IdempotentRequests {

    private static final String HEADER = "idempotency-key";
    private static final int MAX_LENGTH = 255;

    private final Idempotency idempotency;

    IdempotentRequests(Idempotency idempotency) {
        this.idempotency = idempotency;
    }

    /** Returns the kept answer of the first request with the key, or runs the work. Requests without a key always run. */
    CompletableFuture<Reply> run(ApiRequest request, Caller caller, Supplier<CompletionStage<Reply>> work) {
        String header = request.headers().get(HEADER);
        if (header == null) {
            return work.get().toCompletableFuture();
        }
        String key = key(header);
        return idempotency.begin(caller, key, fingerprint(request)).thenCompose(kept -> {
            if (kept != null) {
                return CompletableFuture.completedFuture(kept);
            }
            return start(work)
                    .thenCompose(reply -> idempotency.finish(caller, key, reply).thenApply(finished -> reply))
                    .exceptionallyCompose(failure -> idempotency
                            .abandon(caller, key)
                            .handle((abandoned, ignored) -> null)
                            .thenCompose(nothing -> CompletableFuture.failedFuture(failure)));
        });
    }

    private static CompletionStage<Reply> start(Supplier<CompletionStage<Reply>> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Clients send the key as a quoted string, as the draft says, or bare. */
    static String key(String header) {
        String key = header.strip();
        if (key.length() >= 2 && key.startsWith("\"") && key.endsWith("\"")) {
            key = key.substring(1, key.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\");
        }
        if (key.isEmpty() || key.length() > MAX_LENGTH) {
            throw ProblemException.invalid(
                    "Idempotency-Key",
                    "Idempotency-Key must have 1 to " + MAX_LENGTH + " characters, but has " + key.length() + '.');
        }
        return key;
    }

    /** Returns the hash by which requests differ. */
    static String fingerprint(ApiRequest request) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String target = request.method() + ' ' + request.path() + ' ' + new TreeMap<>(request.query()) + '\n';
            digest.update(target.getBytes(StandardCharsets.UTF_8));
            byte[] body = request.body();
            return HexFormat.of().formatHex(body == null ? digest.digest() : digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java platform has SHA-256", e);
        }
    }
}
