package io.github.cameltiktok.sandbox;

import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.extension.ServeEventListener;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves the sandbox's answers through WireMock and releases each call's permit when its answer is written.
 *
 * <p>WireMock opens the body to write it after the delay and before the first byte reaches the client. The permit is
 * released at that moment. A client that sends its next call on reading an answer therefore never competes with its own previous permit.
 * WireMock also opens the body earlier, for its journal. That read precedes {@code beforeResponseSent}, so only opening
 * the body after that event releases the permit.
 */
final class WireMockBridge {

    static final String NAME = "sandbox-answers";

    private final RequestDispatcher dispatcher;
    private final Map<UUID, ResponseLifecycle> lifecycles = new ConcurrentHashMap<>();

    WireMockBridge(RequestDispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    /** Answers requests that match the sandbox's own stub. */
    ResponseTransformerV2 answers() {
        return new ResponseTransformerV2() {
            @Override
            public Response transform(Response response, ServeEvent event) {
                return answer(event);
            }

            @Override
            public boolean applyGlobally() {
                return false;
            }

            @Override
            public String getName() {
                return NAME;
            }
        };
    }

    /** Observes every response, those of users' stubs included. */
    ServeEventListener responseListener() {
        return new ServeEventListener() {
            @Override
            public void beforeResponseSent(ServeEvent event, Parameters parameters) {
                onBeforeResponseSent(event);
            }

            @Override
            public String getName() {
                return "sandbox-response-listener";
            }
        };
    }

    private Response answer(ServeEvent event) {
        RequestDispatcher.Decision decision = dispatcher.decide(callOf(event.getRequest()));
        ResponseLifecycle lifecycle = new ResponseLifecycle(decision);
        lifecycles.put(event.getId(), lifecycle);
        Answer answer = decision.answer();
        Response.Builder response =
                Response.response().incrementInitialDelay(decision.delay().toMillis());
        if (answer.isReset()) {
            return response.fault(Fault.CONNECTION_RESET_BY_PEER).build();
        }
        HttpHeaders headers = new HttpHeaders(answer.headers().entrySet().stream()
                .map(header -> new HttpHeader(header.getKey(), header.getValue()))
                .toList());
        return response.status(answer.status())
                .headers(headers.plus(new HttpHeader("Content-Length", Integer.toString(answer.body().length))))
                .body(lifecycle::openBody)
                .build();
    }

    private void onBeforeResponseSent(ServeEvent event) {
        ResponseLifecycle lifecycle = lifecycles.remove(event.getId());
        if (lifecycle != null) {
            lifecycle.beforeSend();
        } else {
            dispatcher.recordStubAnswer(
                    callOf(event.getRequest()), event.getResponse().getStatus());
        }
    }

    private static HttpCall callOf(Request request) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (HttpHeader header : request.getHeaders().all()) {
            headers.put(header.key(), String.join(", ", header.values()));
        }
        return new HttpCall(request.getMethod().getName(), request.getUrl(), headers, request.getBodyAsString());
    }

    /** Releases a call's permit once, at the moment its answer is written. */
    private static final class ResponseLifecycle {

        private final RequestDispatcher.Decision decision;
        private volatile boolean sending;

        ResponseLifecycle(RequestDispatcher.Decision decision) {
            this.decision = decision;
        }

        void beforeSend() {
            sending = true;
            if (decision.answer().isReset()) {
                // A reset has no body to open.
                release();
            }
        }

        InputStream openBody() {
            if (sending) {
                release();
            }
            return new ByteArrayInputStream(decision.answer().body());
        }

        private void release() {
            InFlight.OpenCall call = decision.call();
            if (call != null) {
                call.release();
            }
        }
    }
}
