package example;

import org.apache.camel.builder.RouteBuilder;

public final class VideoRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:video").to("tiktok:video?provider=apidirect,dumplingai&outputFormat=json&maxRetries=1");
        from("tiktok:user?provider=apidirect&handle=some.cook&delay=6h").to("direct:changed");
        from("direct:changed").log("${body}");
    }
}
