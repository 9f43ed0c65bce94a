package io.github.cameltiktok.benchmark.overload;

import io.github.cameltiktok.TikTokComponent;
import org.apache.camel.builder.RouteBuilder;

/** The connector's route. */
final class TikTokRoute extends RouteBuilder {

    private final String server;
    private final Limits limits;

    TikTokRoute(String server, Limits limits) {
        this.server = server;
        this.limits = limits;
    }

    @Override
    public void configure() {
        TikTokComponent component = new TikTokComponent();
        component.getApidirect().setBaseUrl(server);
        component.getApidirect().setApiKey(ThrottleRoute.API_KEY);
        component.getApidirect().setMaxConcurrentRequests((long) limits.permits());
        component.getConfiguration().setDeadline(limits.deadlineMillis());
        getContext().addComponent("tiktok", component);

        errorHandler(noErrorHandler());
        from(OpenLoop.ENTRY).to("tiktok:video?provider=apidirect");
    }
}
