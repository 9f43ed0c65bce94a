package io.github.cameltiktok.chaos;

/** Patterns of the answer time of a provider during a load, in multiples of its usual answer time. */
enum AnswerTimePattern {
    STEADY("steady", 1) {
        @Override
        double of(long call, double progress) {
            return 1;
        }
    },

    /** Alternates quick and slow answers, each up to a fifth shorter or longer; the mean is the usual answer time. */
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

    /** A deadline of 13.3 usual answer times leaves time for 2.7 slow answers. */
    private static final double SLOWER = 5;

    private final String title;
    private final double capacity;

    AnswerTimePattern(String title, double capacity) {
        this.title = title;
        this.capacity = capacity;
    }

    String title() {
        return title;
    }

    /** Returns how much can be answered during the whole load, as a share of what the usual answer time allows. */
    double capacity() {
        return capacity;
    }

    /**
     * Returns the answer time of a call, in usual answer times.
     *
     * @param call its number
     * @param progress of the load: 0 at its start, 1 at its end, more than 1 after it
     */
    abstract double of(long call, double progress);

    /** Returns the mean answer time at the moment, in usual answer times. */
    double expected(double progress) {
        return 1;
    }
}
