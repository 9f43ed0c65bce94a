package example;

import org.apache.camel.builder.RouteBuilder;

public final class VideoRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:video").to("tiktok:video?provider=apidirect&frobnicate=1");
    }
}
