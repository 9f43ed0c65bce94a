package io.github.cameltiktok.benchmark.endtoend;

/** Who is measured beside whom. */
enum Contender {
    TIKTOK("camel-tiktok", "`direct:` to `tiktok:video`") {
        @Override
        Lookups start(String server, int inFlight) throws Exception {
            return RouteLookups.start(new TikTokRoute(server, inFlight), false);
        }
    },
    CAMEL_HTTP("camel-http", "`direct:` to `http:`, unmarshal to a tree, the same record by hand") {
        @Override
        Lookups start(String server, int inFlight) throws Exception {
            return RouteLookups.start(new CamelHttpRoute(server, inFlight), true);
        }
    },
    VERTX_HTTP("camel-vertx-http", "`direct:` to `vertx-http:`, unmarshal to a tree, the same record by hand") {
        @Override
        Lookups start(String server, int inFlight) throws Exception {
            return RouteLookups.start(new VertxHttpRoute(server, inFlight), false);
        }
    },
    BARE("bare client", "HttpClient 5, asynchronous, and Jackson's `readTree`: no Camel, no record") {
        @Override
        Lookups start(String server, int inFlight) {
            return BareLookups.start(server, inFlight);
        }
    };

    private final String title;
    private final String description;

    Contender(String title, String description) {
        this.title = title;
        this.description = description;
    }

    /** Returns its name in results and tables. */
    String title() {
        return title;
    }

    String description() {
        return description;
    }

    abstract Lookups start(String server, int inFlight) throws Exception;
}
