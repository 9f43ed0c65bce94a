package io.github.cameltiktok.sandbox;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/** The command line of {@link SandboxMain}. Immutable. */
record SandboxArguments(int port, Duration latency, boolean growth, int speed, boolean help) {

    static final int DEFAULT_PORT = 8089;

    private static final int HIGHEST_PORT = 65_535;
    private static final long LONGEST_LATENCY = 600_000;
    private static final int HIGHEST_SPEED = 100_000;

    static final String USAGE = """
            Usage: camel-tiktok-sandbox [--port N] [--latency MILLIS] [--growth] [--speed N] [--help]

              --port N          listen on 127.0.0.1:N; 0 selects a free port (default 8089)
              --latency MILLIS  delay each provider's answer (default 0)
              --growth          grow the counters of all posts and creators with the sandbox's clock
              --speed N         run the sandbox's clock N times as fast as real time (default 1)
              --help            print this help and exit
            """;

    /** @throws IllegalArgumentException with the argument, the rule and the invalid value */
    static SandboxArguments parse(List<String> arguments) {
        int port = DEFAULT_PORT;
        Duration latency = Duration.ZERO;
        boolean growth = false;
        int speed = 1;
        boolean help = false;
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            switch (argument) {
                case "--port" -> port = (int) number(argument, rest, 0, HIGHEST_PORT);
                case "--latency" -> latency = Duration.ofMillis(number(argument, rest, 0, LONGEST_LATENCY));
                case "--growth" -> growth = true;
                case "--speed" -> speed = (int) number(argument, rest, 1, HIGHEST_SPEED);
                case "--help", "-h" -> help = true;
                default ->
                    throw new IllegalArgumentException(
                            "argument must be --port, --latency, --growth, --speed or --help, but is " + argument);
            }
        }
        return new SandboxArguments(port, latency, growth, speed, help);
    }

    private static long number(String argument, Iterator<String> rest, long lowest, long highest) {
        String rule = argument + " must be a whole number between " + lowest + " and " + highest;
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(rule + ", but is missing");
        }
        String value = rest.next();
        try {
            long number = Long.parseLong(value);
            if (number >= lowest && number <= highest) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(rule + ", but is " + value, e);
        }
        throw new IllegalArgumentException(rule + ", but is " + value);
    }
}
