package io.github.cameltiktok.gateway;

import io.github.cameltiktok.gateway.store.Database;
import io.github.cameltiktok.gateway.store.DatabaseMove;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code move}: copies a SQLite file to an empty Postgres database. */
@Command(
        name = "move",
        mixinStandardHelpOptions = true,
        description = {
            "Copies the SQLite file of a stopped gateway to an empty Postgres database.",
            "Keys, watches, events and pending deliveries are kept. The file is not changed.",
            "The environment variable PGPASSWORD has the password, unless the URL has it."
        })
final class Move implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigFile config = new ConfigFile();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "URL",
            description = "Postgres database, such as jdbc:postgresql://host/database")
    private String target = "";

    @Option(names = "--user", paramLabel = "NAME", description = "User of Postgres, unless the URL has it")
    private @Nullable String user;

    @Override
    public Integer call() {
        String source = config.settings().databaseUrl();
        if (!source.startsWith("jdbc:sqlite:") || !target.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "move copies from SQLite to Postgres: gateway.database.url must begin with jdbc:sqlite:, and --to with"
                            + " jdbc:postgresql:");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (Database from = Database.openAlone(source);
                Database to = Database.open(target, user, System.getenv("PGPASSWORD"))) {
            long rows = new DatabaseMove(
                            from,
                            to,
                            (table, copied, done) -> out.printf(
                                    Locale.ROOT, "%-20s %,12d rows%s%n", table, copied, done ? "" : " so far"))
                    .run();
            out.printf(Locale.ROOT, "Moved %,d rows. Next:%n", rows);
        }
        out.println("1. Set gateway.database.url to the URL of Postgres, with gateway.database.user and .password.");
        out.println("2. Keep gateway.secret, or the file of gateway.secret-file: callback URLs are sealed with it.");
        out.println("3. Start the gateway. Never start one on the SQLite file again: it would send webhooks twice.");
        return 0;
    }
}
