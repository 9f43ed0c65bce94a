package io.github.cameltiktok.benchmark.contender;

import io.github.cameltiktok.TikTokComponent;
import org.apache.camel.builder.RouteBuilder;

/** The connector's route. */
final class TikTokRoute extends RouteBuilder {

    private final String server;
    private final int inFlight;

    TikTokRoute(String server, int inFlight) {
        this.server = server;
        this.inFlight = inFlight;
    }

    @Override
    public void configure() {
        TikTokComponent component = new TikTokComponent();
        component.getDumplingai().setBaseUrl(server);
        component.getDumplingai().setApiKey(CamelHttpRoute.API_KEY);
        component.getDumplingai().setMaxConcurrentRequests((long) inFlight);
        component.getDumplingai().setMaxQueuedRequests(inFlight);
        getContext().addComponent("tiktok", component);

        from(RouteLookups.ENTRY).to("tiktok:video?provider=dumplingai");
    }
}
