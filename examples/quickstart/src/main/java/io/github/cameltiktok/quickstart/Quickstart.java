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

/** The program. Exit codes: 0 when all went well, 1 when a lookup or a delivery failed, 2 for wrong arguments. */
public final class Quickstart {

    private static final int FAILED = 1;
    private static final int WRONG_ARGUMENTS = 2;

    private final Settings settings;
    private final Report report;
    private final Sandbox sandbox;

    private Quickstart(Settings settings, Report report, Sandbox sandbox) {
        this.settings = settings;
        this.report = report;
        this.sandbox = sandbox;
    }

    /** Runs once; takes a link as its only argument, and the keys from the environment. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int exitCode = run(Arrays.asList(arguments), System.getenv(), out, err);
        // A good run returns, so that Maven, in whose process this may be, can end its own way.
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /** Runs with these arguments and this environment; returns the exit code. */
    static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        Settings settings;
        try {
            settings = Settings.of(arguments, environment);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.println();
            err.print(Settings.USAGE);
            return WRONG_ARGUMENTS;
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
            for (Question question : settings.questions()) {
                ask(flow, question).ifPresent(found::add);
            }
        }
        if (!found.isEmpty()) {
            report.inFull(found.get(0));
            report.webhooks(sandbox.webhooks());
            report.tagged(sandbox.calls());
        }
        int asked = settings.questions().size();
        if (found.size() < asked) {
            report.incomplete(asked - found.size(), asked);
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

    /** Returns what was found and delivered; one failure does not keep the others from being asked. */
    private Optional<TikTokRecord> ask(Flow flow, Question question) {
        try {
            TikTokRecord found = flow.ask(question);
            report.found(question, found);
            return Optional.of(found);
        } catch (Exception e) {
            report.failed(question, e);
            return Optional.empty();
        }
    }
}
