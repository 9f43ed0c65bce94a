package io.github.cameltiktok.benchmark.contender;

/** Who is measured beside whom. */
public enum Contender {
    TIKTOK("camel-tiktok", "`direct:` to `tiktok:video`") {
        @Override
        public Lookups start(String server, int inFlight) throws Exception {
            return RouteLookups.start(new TikTokRoute(server, inFlight), false);
        }
    },
    CAMEL_HTTP("camel-http", "`direct:` to `http:`, unmarshal to a tree, the same record by hand") {
        @Override
        public Lookups start(String server, int inFlight) throws Exception {
            return RouteLookups.start(new CamelHttpRoute(server, inFlight), true);
        }
    },
    VERTX_HTTP("camel-vertx-http", "`direct:` to `vertx-http:`, unmarshal to a tree, the same record by hand") {
        @Override
        public Lookups start(String server, int inFlight) throws Exception {
            return RouteLookups.start(new VertxHttpRoute(server, inFlight), false);
        }
    },
    BARE("bare client", "HttpClient 5, asynchronous, and Jackson's `readTree`: no Camel, no record") {
        @Override
        public Lookups start(String server, int inFlight) {
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
    public String title() {
        return title;
    }

    /** Returns how it works, as a piece of Markdown. */
    public String description() {
        return description;
    }

    /**
     * Starts it.
     *
     * @param server address of the stub server
     * @param inFlight lookups that may be under way at the same time
     */
    public abstract Lookups start(String server, int inFlight) throws Exception;
}
