package io.github.cameltiktok.benchmark.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs measurements in new JVMs, with this Java version and class path unless others are given. */
public final class Harness {

    private static final int SECONDS_PER_MINUTE = 60;

    private final int rounds;
    private final Path folder;
    private final PrintStream progress;
    private final Duration chapterTime;
    private final Duration timeAfterChapter;

    /**
     * @param rounds number of repetitions of each measurement
     * @param folder folder for standard error of processes and for profiles; created if missing
     * @param progress receives a line per step
     */
    public Harness(int rounds, Path folder, PrintStream progress) throws IOException {
        this(rounds, Files.createDirectories(folder), progress, Duration.ZERO, Duration.ZERO);
    }

    private Harness(int rounds, Path folder, PrintStream progress, Duration chapterTime, Duration timeAfterChapter) {
        this.rounds = rounds;
        this.folder = folder;
        this.progress = progress;
        this.chapterTime = chapterTime;
        this.timeAfterChapter = timeAfterChapter;
    }

    /**
     * Returns a harness that reports the time left.
     *
     * @param usual usual time of the chapter's rounds
     * @param after usual time of all later chapters
     */
    public Harness forChapter(Duration usual, Duration after) {
        return new Harness(rounds, folder, progress, usual, after);
    }

    /** Returns the number of repetitions of each measurement. */
    public int rounds() {
        return rounds;
    }

    /** Returns the folder for logs and profiles. */
    public Path folder() {
        return folder;
    }

    /** Prints the round that starts, and about how long all rounds from it take. */
    public void startRound(String benchmark, int round) {
        Duration left =
                chapterTime.dividedBy(rounds).multipliedBy(rounds - round + 1).plus(timeAfterChapter);
        progress(String.format(
                "%s: round %d of %d, about %d min left",
                benchmark, round, rounds, Math.round(left.toSeconds() / (double) SECONDS_PER_MINUTE)));
    }

    /** Prints a line of progress. */
    public void progress(String step) {
        progress.println(step);
    }

    /**
     * Runs a program and returns its measurements. Its other output is printed as progress.
     *
     * @throws IOException if its exit code is not 0
     */
    public List<Measurement> measure(Class<?> program, List<String> jvmOptions, List<String> arguments)
            throws IOException, InterruptedException {
        return measure(ownClassPath(), program, jvmOptions, arguments);
    }

    /** Runs a program with another class path; see {@link #measure(Class, List, List)}. */
    public List<Measurement> measure(
            String classPath, Class<?> program, List<String> jvmOptions, List<String> arguments)
            throws IOException, InterruptedException {
        return measure(ownJava(), classPath, program, jvmOptions, arguments);
    }

    /** Runs a program with another JDK and class path; see {@link #measure(Class, List, List)}. */
    public List<Measurement> measure(
            Path javaHome, String classPath, Class<?> program, List<String> jvmOptions, List<String> arguments)
            throws IOException, InterruptedException {
        Process process = start(javaHome, classPath, program, jvmOptions, arguments);
        process.getOutputStream().close();
        List<Measurement> measures = new ArrayList<>();
        try (BufferedReader lines = process.inputReader()) {
            lines.lines()
                    .forEach(line -> Measurement.of(line).ifPresentOrElse(measures::add, () -> progress("  " + line)));
        } finally {
            process.destroy();
        }
        int exitCode = process.waitFor();
        if (exitCode != 0) {
            throw new IOException(program.getSimpleName() + " " + arguments + " failed with exit code " + exitCode
                    + ", see " + log(program));
        }
        return measures;
    }

    /** Starts a program; the caller owns its standard input and output. */
    public Process start(Class<?> program, List<String> jvmOptions, List<String> arguments) throws IOException {
        return start(ownJava(), ownClassPath(), program, jvmOptions, arguments);
    }

    private Process start(
            Path javaHome, String classPath, Class<?> program, List<String> jvmOptions, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin").resolve("java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath, program.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log(program).toFile()))
                .start();
    }

    private static Path ownJava() {
        return Path.of(System.getProperty("java.home"));
    }

    private static String ownClassPath() {
        return System.getProperty("java.class.path");
    }

    private Path log(Class<?> program) {
        return folder.resolve(program.getSimpleName() + ".log");
    }
}
