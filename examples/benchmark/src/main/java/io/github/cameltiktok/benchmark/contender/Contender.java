package io.github.cameltiktok.benchmark.contender;

/** The compared ways to look up a video. */
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
    SAME_PROMISES(
            "camel-http same promises",
            "`direct:` to `throttle`, `circuitBreaker` and `http:`, with retries, a deadline and an error for each status") {
        @Override
        public Lookups start(String server, int inFlight) throws Exception {
            return RouteLookups.start(new SamePromisesRoute(server, inFlight), true);
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
    },
    SOCKETS(
            "blocking sockets",
            "a thread and a socket for each lookup in flight, HTTP/1.1 written by hand, and `readTree`: no Camel, no record") {
        @Override
        public Lookups start(String server, int inFlight) {
            return new SocketLookups(server);
        }
    };

    private final String title;
    private final String description;

    Contender(String title, String description) {
        this.title = title;
        this.description = description;
    }

    /** Returns the name for results and tables. */
    public String title() {
        return title;
    }

    /** Returns a description in Markdown. */
    public String description() {
        return description;
    }

    /**
     * Starts it.
     *
     * @param server address of the stub server
     * @param inFlight maximum number of lookups in flight
     */
    public abstract Lookups start(String server, int inFlight) throws Exception;
}
