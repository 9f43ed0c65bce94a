package io.github.cameltiktok.benchmark.inflight;

import io.github.cameltiktok.benchmark.contender.Contender;
import io.github.cameltiktok.benchmark.contender.Lookups;
import io.github.cameltiktok.benchmark.process.Measurement;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** The process that is measured. */
final class InFlightProgram {

    private static final double MIB = 1024 * 1024;

    private InFlightProgram() {}

    /**
     * Runs the waves. The arguments are: contender, server address, lookups, ramp in ms, complete runs before the measured
     * one. These runs also compile the code that opens connections.
     */
    public static void main(String[] arguments) throws Exception {
        Contender contender = Contender.valueOf(arguments[0]);
        int count = Integer.parseInt(arguments[2]);
        int rampMillis = Integer.parseInt(arguments[3]);
        int warmUps = Integer.parseInt(arguments[4]);
        for (int run = 0; run <= warmUps; run++) {
            ManagementFactory.getThreadMXBean().resetPeakThreadCount();
            try (Lookups lookups = contender.start(arguments[1], count)) {
                Wave first = new Wave(lookups, count, rampMillis);
                first.run();
                Wave second = new Wave(lookups, count, rampMillis);
                second.run();
                if (run == warmUps) {
                    report(InFlight.NEW, first);
                    report(InFlight.KEPT, second);
                }
            }
        }
        System.exit(0);
    }

    private static void report(String setting, Wave wave) throws IOException {
        print(setting, InFlight.RAMP, wave.rampSeconds(), "s");
        print(setting, InFlight.AFTER_RAMP, wave.secondsAfterRamp(), "s");
        print(setting, InFlight.FAILED, wave.failed(), "lookups");
        print(setting, InFlight.THREADS, ManagementFactory.getThreadMXBean().getPeakThreadCount(), "threads");
        print(setting, InFlight.SYSTEM_THREADS, systemThreads(), "threads");
        print(setting, InFlight.HEAP, wave.mostHeap() / MIB, "MiB");
    }

    private static void print(String setting, String metric, double value, String unit) {
        new Measurement(setting + "/" + metric, value, unit).print();
    }

    /** Returns the thread count of Linux; NaN on other systems. */
    private static double systemThreads() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return Double.NaN;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("Threads:"))
                .mapToDouble(line ->
                        Double.parseDouble(line.substring("Threads:".length()).strip()))
                .findFirst()
                .orElse(Double.NaN);
    }
}
