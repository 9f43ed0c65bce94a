package io.github.cameltiktok.quickstart;

import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.sandbox.Sandbox;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The program. Exit codes: 0 for success, 1 if a lookup or delivery failed, 2 for invalid arguments. */
public final class Quickstart {

    private static final int FAILED = 1;
    private static final int INVALID_ARGUMENTS = 2;

    private final Settings settings;
    private final Report report;
    private final Sandbox sandbox;

    private Quickstart(Settings settings, Report report, Sandbox sandbox) {
        this.settings = settings;
        this.report = report;
        this.sandbox = sandbox;
    }

    /** Runs once with an optional link as argument and keys from the environment. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int exitCode = run(Arrays.asList(arguments), System.getenv(), out, err);
        // Returns on success, because this may run in Maven's process.
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /** Runs with these arguments and this environment and returns the exit code. */
    static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        Settings settings;
        try {
            settings = Settings.of(arguments, environment);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.println();
            err.print(Settings.USAGE);
            return INVALID_ARGUMENTS;
        }
        try (Sandbox sandbox = Sandbox.start()) {
            return new Quickstart(settings, new Report(out), sandbox).run() ? 0 : FAILED;
        }
    }

    private boolean run() {
        if (settings.sandbox()) {
            report.sandbox(sandbox.port());
        } else {
            report.realProviders(settings.accounts());
        }
        List<TikTokRecord> found = new ArrayList<>();
        try (Flow flow = Flow.start(accounts(), sandbox.webhookUrl())) {
            for (Lookup lookup : settings.lookups()) {
                lookUp(flow, lookup).ifPresent(found::add);
            }
        }
        if (!found.isEmpty()) {
            report.inFull(found.get(0));
            report.webhooks(sandbox.webhooks());
            report.requestSource(sandbox.calls());
        }
        int total = settings.lookups().size();
        if (found.size() < total) {
            report.incomplete(total - found.size(), total);
            return false;
        }
        report.nextSteps();
        return true;
    }

    private List<Settings.Account> accounts() {
        return settings.sandbox()
                ? Arrays.stream(DataProvider.values())
                        .map(provider -> new Settings.Account(
                                provider,
                                sandbox.apiKey(provider.option()),
                                sandbox.baseUrl(provider.option()).toString()))
                        .toList()
                : settings.accounts();
    }

    /** Returns the delivered record; a failure is reported and does not stop the other lookups. */
    private Optional<TikTokRecord> lookUp(Flow flow, Lookup lookup) {
        try {
            TikTokRecord found = flow.lookUp(lookup);
            report.found(lookup, found);
            return Optional.of(found);
        } catch (Exception e) {
            report.failed(lookup, e);
            return Optional.empty();
        }
    }
}
