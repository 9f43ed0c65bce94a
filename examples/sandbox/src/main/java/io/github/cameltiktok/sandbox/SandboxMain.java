package io.github.cameltiktok.sandbox;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Runs the sandbox as a program until it is interrupted. Arguments and their defaults: {@code --port N} (8089),
 * {@code --latency MILLIS} (0), {@code --growth}, {@code --speed N} (1), {@code --help}. Exit codes: 0 after help, 1 if
 * the port is in use, 2 for an invalid argument.
 */
public final class SandboxMain {

    private static final int PORT_IN_USE = 1;
    private static final int INVALID_ARGUMENTS = 2;
    private static final List<String> PROVIDERS = List.of(ApiDirect.NAME, DumplingAi.NAME, Peekalink.NAME);

    private SandboxMain() {}

    /** Starts the sandbox and blocks, or exits with one of the codes above. */
    public static void main(String[] args) throws InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        StartResult start = start(List.of(args), out, err);
        if (start.sandbox().isEmpty()) {
            System.exit(start.exitCode());
        }
        Runtime.getRuntime().addShutdownHook(new Thread(start.sandbox().get()::close, "sandbox-stop"));
        new CountDownLatch(1).await();
    }

    /** Starts the sandbox by the arguments, or returns an exit code if none is to run. */
    static StartResult start(List<String> arguments, PrintStream out, PrintStream err) {
        SandboxArguments parsed;
        try {
            parsed = SandboxArguments.parse(arguments);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.print(SandboxArguments.USAGE);
            return StartResult.exit(INVALID_ARGUMENTS);
        }
        if (parsed.help()) {
            out.print(SandboxArguments.USAGE);
            return StartResult.exit(0);
        }
        try {
            Sandbox sandbox = Sandbox.start(options(parsed));
            out.print(startMessage(sandbox));
            return StartResult.running(sandbox);
        } catch (UncheckedIOException e) {
            err.println(e.getMessage());
            return StartResult.exit(PORT_IN_USE);
        }
    }

    private static SandboxOptions options(SandboxArguments arguments) {
        SandboxOptions options =
                SandboxOptions.defaults().withPort(arguments.port()).withLatency(arguments.latency());
        if (arguments.speed() > 1) {
            options = options.withClock(new AcceleratedClock(options.clock(), arguments.speed()));
        }
        return arguments.growth() ? options.withGrowth() : options;
    }

    private static String startMessage(Sandbox sandbox) {
        StringBuilder text = new StringBuilder(
                "The sandbox listens on http://127.0.0.1:%d (Ctrl-C stops it)%n%n".formatted(sandbox.port()));
        for (String provider : PROVIDERS) {
            text.append("%-11s %s  key %s%n".formatted(provider, sandbox.baseUrl(provider), sandbox.apiKey(provider)));
        }
        text.append("%-11s %s%n%n".formatted("webhook", sandbox.webhookUrl()));
        for (String provider : PROVIDERS) {
            text.append("camel.component.tiktok.%s.base-url=%s%n".formatted(provider, sandbox.baseUrl(provider)))
                    .append("camel.component.tiktok.%s.api-key=%s%n".formatted(provider, sandbox.apiKey(provider)));
        }
        return text.toString();
    }

    /** The running sandbox or the exit code. */
    static final class StartResult {

        private final @Nullable Sandbox sandbox;
        private final int exitCode;

        private StartResult(@Nullable Sandbox sandbox, int exitCode) {
            this.sandbox = sandbox;
            this.exitCode = exitCode;
        }

        private static StartResult running(Sandbox sandbox) {
            return new StartResult(sandbox, 0);
        }

        private static StartResult exit(int exitCode) {
            return new StartResult(null, exitCode);
        }

        Optional<Sandbox> sandbox() {
            return Optional.ofNullable(sandbox);
        }

        int exitCode() {
            return exitCode;
        }
    }
}
