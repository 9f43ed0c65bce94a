package io.github.cameltiktok.chaos;

/** Patterns of the response time of a provider under load, in multiples of its usual response time. */
enum ResponseTimePattern {
    STEADY("steady", 1) {
        @Override
        double of(long call, double progress) {
            return 1;
        }
    },

    /** Alternates short and long response times, each with a jitter of up to 20 %. The mean is the usual response time. */
    BURSTY("bursty", 1) {
        @Override
        double of(long call, double progress) {
            // Fibonacci hashing: evenly spread over -1 to 1, and reproducible.
            double jitter = (call * 0x9E3779B97F4A7C15L) / (double) Long.MAX_VALUE;
            return (call % 2 == 0 ? 0.5 : 1.5) * (1 + jitter / 5);
        }
    },

    SLOW_THEN_FAST("slow, then fast", (1 / 5.0 + 2) / 3) {
        @Override
        double of(long call, double progress) {
            return expected(progress);
        }

        @Override
        double expected(double progress) {
            return progress < 1.0 / 3 ? SLOWER : 1;
        }
    };

    /** A deadline of 13.3 usual response times leaves time for 2.7 slow responses. */
    private static final double SLOWER = 5;

    private final String title;
    private final double capacity;

    ResponseTimePattern(String title, double capacity) {
        this.title = title;
        this.capacity = capacity;
    }

    String title() {
        return title;
    }

    /** Returns the capacity during the whole load, as a share of the capacity with the usual response time. */
    double capacity() {
        return capacity;
    }

    /**
     * Returns the response time of a call, in usual response times.
     *
     * @param call its number
     * @param progress of the load: 0 at its start, 1 at its end, more than 1 after it
     */
    abstract double of(long call, double progress);

    /** Returns the current mean response time, in usual response times. */
    double expected(double progress) {
        return 1;
    }
}
