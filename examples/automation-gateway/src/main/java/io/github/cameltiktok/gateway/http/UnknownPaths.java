package io.github.cameltiktok.gateway.http;

import io.github.cameltiktok.gateway.api.Operation;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.gateway.api.Reply;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Answers requests that no operation takes: 404, 405 with the methods of the path, 413 and 400. */
public final class UnknownPaths implements Handler<RoutingContext> {

    private static final int BODY_TOO_LARGE = 413;
    private static final int BAD_REQUEST = 400;

    private final ApiListener listener;
    private final List<KnownPath> paths;

    private record KnownPath(String operationId, String method, Pattern pattern) {}

    /** @param listener receives failures before an operation began, such as 413 */
    public UnknownPaths(List<Operation> operations, ApiListener listener) {
        this.listener = listener;
        paths = operations.stream()
                .map(operation -> new KnownPath(operation.id(), operation.method(), pattern(operation.path())))
                .toList();
    }

    @Override
    public void handle(RoutingContext request) {
        if (request.response().ended() || request.response().headWritten()) {
            return;
        }
        Reply reply = request.failed() ? failed(request) : unknown(request);
        ResponseWriter.write(request, Answer.of(reply));
    }

    private Reply unknown(RoutingContext request) {
        String path = request.normalizedPath();
        TreeSet<String> methods = new TreeSet<>();
        for (KnownPath known : paths) {
            if (known.pattern().matcher(path).matches()) {
                methods.add(known.method());
            }
        }
        String id = RequestIds.of(request);
        if (methods.isEmpty()) {
            return Problems.reply(
                    new ProblemException(ProblemType.NOT_FOUND, "No such path. /openapi.json describes all of them."),
                    id);
        }
        String allowed = String.join(", ", methods);
        ProblemException problem =
                new ProblemException(ProblemType.METHOD_NOT_ALLOWED, "This path has the methods " + allowed + '.');
        return Problems.reply(problem, id).with("Allow", allowed);
    }

    private Reply failed(RoutingContext request) {
        Reply reply = failure(request);
        String method = request.request().method().name();
        String path = request.normalizedPath();
        paths.stream()
                .filter(known -> known.method().equals(method)
                        && known.pattern().matcher(path).matches())
                .findFirst()
                .ifPresent(known -> listener.onReply(known.operationId(), reply.status()));
        discardBody(request);
        return reply;
    }

    private static Reply failure(RoutingContext request) {
        String id = RequestIds.of(request);
        Throwable failure = request.failure();
        int status = failure instanceof HttpException http ? http.getStatusCode() : request.statusCode();
        return switch (status) {
            case BODY_TOO_LARGE ->
                Problems.reply(
                        new ProblemException(ProblemType.BODY_TOO_LARGE, "The body exceeds 64 KiB, the maximum."), id);
            case BAD_REQUEST ->
                Problems.reply(new ProblemException(ProblemType.INVALID_REQUEST, "The request is malformed."), id);
            default -> Problems.reply(failure == null ? new IllegalStateException("status " + status) : failure, id);
        };
    }

    /** Reads what is left of the body. A client that is still sending would see a reset instead of the answer. */
    private static void discardBody(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!request.isEnded()) {
            request.handler(part -> {});
            request.resume();
            context.vertx().setTimer(ApiServer.MAX_UPLOAD_TIME.toMillis(), id -> {
                if (!request.isEnded()) {
                    request.connection().close();
                }
            });
        }
    }

    private static Pattern pattern(String path) {
        String[] parts = path.replace("*", "{rest}").split("\\{[^}]+}", -1);
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            pattern.append(i == 0 ? "" : path.endsWith("*") && i == parts.length - 1 ? ".*" : "[^/]+");
            pattern.append(Pattern.quote(parts[i]));
        }
        return Pattern.compile(pattern.toString());
    }
}
