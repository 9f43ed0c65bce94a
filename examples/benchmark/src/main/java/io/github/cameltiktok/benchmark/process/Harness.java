package io.github.cameltiktok.benchmark.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where processes are started: each a fresh JVM of the same kind as this one, with the same class path unless told. */
public final class Lab {

    private final int rounds;
    private final Path folder;
    private final PrintStream progress;

    /**
     * @param rounds how often each measurement is repeated
     * @param folder for what processes print on standard error, and for profiles; is made if need be
     * @param progress where a line for each step goes
     */
    public Lab(int rounds, Path folder, PrintStream progress) throws IOException {
        this.rounds = rounds;
        this.folder = Files.createDirectories(folder);
        this.progress = progress;
    }

    /** Returns how often each measurement is repeated. */
    public int rounds() {
        return rounds;
    }

    /** Returns where to put what is no result, such as profiles. */
    public Path folder() {
        return folder;
    }

    /** Tells whoever waits how far it is. */
    public void progress(String step) {
        progress.println(step);
    }

    /**
     * Runs a program and returns what it measured. What else it prints is progress.
     *
     * @throws IOException if it ends with another exit code than 0
     */
    public List<Measure> measure(Class<?> program, List<String> jvmOptions, List<String> arguments)
            throws IOException, InterruptedException {
        return measure(ownClassPath(), program, jvmOptions, arguments);
    }

    /** Does the same with another class path. */
    public List<Measure> measure(String classPath, Class<?> program, List<String> jvmOptions, List<String> arguments)
            throws IOException, InterruptedException {
        Process process = start(classPath, program, jvmOptions, arguments);
        process.getOutputStream().close();
        List<Measure> measures = new ArrayList<>();
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(line -> Measure.of(line).ifPresentOrElse(measures::add, () -> progress("  " + line)));
        } finally {
            process.destroy();
        }
        int exitCode = process.waitFor();
        if (exitCode != 0) {
            throw new IOException(
                    program.getSimpleName() + " " + arguments + " ended with " + exitCode + ", see " + log(program));
        }
        return measures;
    }

    /** Starts a program, whose standard input and output are the caller's. */
    public Process start(Class<?> program, List<String> jvmOptions, List<String> arguments) throws IOException {
        return start(ownClassPath(), program, jvmOptions, arguments);
    }

    private Process start(String classPath, Class<?> program, List<String> jvmOptions, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath, program.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log(program).toFile()))
                .start();
    }

    private static String ownClassPath() {
        return System.getProperty("java.class.path");
    }

    private Path log(Class<?> program) {
        return folder.resolve(program.getSimpleName() + ".log");
    }
}
