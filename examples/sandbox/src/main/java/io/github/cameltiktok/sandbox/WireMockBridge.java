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
 * Puts the sandbox's answers into WireMock, and frees a request's place at the right moment.
 *
 * <p>That moment is when WireMock opens the body to write it: after the delay and before the first byte of the body can
 * reach the client, so a client that sends its next request on reading an answer never meets its own old place. WireMock
 * opens the body once before, for its journal; that is over when it announces that the response is about to be sent, and
 * only from then on does opening count.
 */
final class WireMockBridge {

    static final String NAME = "sandbox-answers";

    private final Exchanges exchanges;
    private final Map<UUID, Departure> departures = new ConcurrentHashMap<>();

    WireMockBridge(Exchanges exchanges) {
        this.exchanges = exchanges;
    }

    /** Answers what the sandbox's own stub has matched. */
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

    /** Watches every exchange, those of foreign stubs too. */
    ServeEventListener departures() {
        return new ServeEventListener() {
            @Override
            public void beforeResponseSent(ServeEvent event, Parameters parameters) {
                about(event);
            }

            @Override
            public String getName() {
                return "sandbox-departures";
            }
        };
    }

    private Response answer(ServeEvent event) {
        Exchanges.Decision decision = exchanges.decide(callOf(event.getRequest()));
        Departure departure = new Departure(decision);
        departures.put(event.getId(), departure);
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
                .body(departure::open)
                .build();
    }

    private void about(ServeEvent event) {
        Departure departure = departures.remove(event.getId());
        if (departure != null) {
            departure.arm();
        } else {
            exchanges.bookForeignAnswer(
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

    /** An answer on its way out. */
    private static final class Departure {

        private final Exchanges.Decision decision;
        private volatile boolean armed;

        Departure(Exchanges.Decision decision) {
            this.decision = decision;
        }

        void arm() {
            armed = true;
            if (decision.answer().isReset()) {
                // A reset opens no body.
                leave();
            }
        }

        InputStream open() {
            if (armed) {
                leave();
            }
            return new ByteArrayInputStream(decision.answer().body());
        }

        private void leave() {
            InFlight.Seat seat = decision.seat();
            if (seat != null) {
                seat.leave();
            }
        }
    }
}
