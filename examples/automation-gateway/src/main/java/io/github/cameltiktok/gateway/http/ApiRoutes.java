package io.github.cameltiktok.gateway.http;

import io.github.cameltiktok.gateway.access.Idempotency;
import io.github.cameltiktok.gateway.access.KeyRing;
import io.github.cameltiktok.gateway.access.Limits;
import io.github.cameltiktok.gateway.api.OpenApiDocument;
import io.github.cameltiktok.gateway.api.Operation;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.builder.RouteBuilder;

/** One route for each operation of the API. */
public final class ApiRoutes extends RouteBuilder {

    private final List<Operation> operations;
    private final OpenApiDocument document;
    private final KeyRing keys;
    private final Limits limits;
    private final Idempotency idempotency;
    private final ApiListener listener;
    private final Supplier<String> publicUrl;

    /** @param publicUrl address of the gateway as callers see it, without a trailing slash */
    public ApiRoutes(
            List<Operation> operations,
            OpenApiDocument document,
            KeyRing keys,
            Limits limits,
            Idempotency idempotency,
            ApiListener listener,
            Supplier<String> publicUrl) {
        this.operations = List.copyOf(operations);
        this.document = document;
        this.keys = keys;
        this.limits = limits;
        this.idempotency = idempotency;
        this.listener = listener;
        this.publicUrl = publicUrl;
    }

    /** Returns the paths of the endpoints, for {@link AsyncHttpEngine}. */
    public static Set<String> paths(List<Operation> operations) {
        return operations.stream()
                .map(operation -> endpointPath(operation.path()))
                .collect(Collectors.toSet());
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        RequestBodies bodies = new RequestBodies(document);
        IdempotentRequests idempotentRequests = new IdempotentRequests(idempotency);
        Set<String> idempotentOperations = document.idempotentOperations();
        for (Operation operation : operations) {
            String prefix = operation.path().endsWith("*") ? "&matchOnUriPrefix=true" : "";
            from("platform-http:" + endpointPath(operation.path()) + "?httpMethodRestrict=" + operation.method()
                            + prefix)
                    .routeId("api-" + operation.id())
                    .process(new ApiProcessor(
                            operation,
                            bodies,
                            keys,
                            limits,
                            idempotentRequests,
                            idempotentOperations.contains(operation.id()),
                            listener,
                            publicUrl));
        }
    }

    private static String endpointPath(String path) {
        return path.endsWith("*") ? path.substring(0, path.length() - 1) : path;
    }
}
