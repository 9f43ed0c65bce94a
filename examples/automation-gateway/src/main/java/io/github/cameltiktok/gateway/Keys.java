package io.github.cameltiktok.gateway;

import io.github.cameltiktok.gateway.access.ApiKey;
import io.github.cameltiktok.gateway.access.CallerSettings;
import io.github.cameltiktok.gateway.access.KeyTable;
import io.github.cameltiktok.gateway.store.Database;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code keys}: creates, lists and revokes keys in the database of a gateway, which may be running. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "Creates, lists and revokes keys. A running gateway knows them within 3 s.")
final class Keys {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = {
                "Creates a key and prints it. It is stored as a hash only, so it cannot be printed again.",
                "A caller has up to two live keys, which share its limits, budget and watches. Options change the caller."
            })
    int create(
            @Mixin ConfigFile config,
            @Mixin CallerOptions options,
            @Parameters(paramLabel = "CALLER", description = "Name of the customer or team") String caller) {
        try (Database database = open(config)) {
            ApiKey key = database.now(handle -> {
                CallerSettings before = KeyTable.find(handle, caller).orElseGet(() -> CallerSettings.defaults(caller));
                return KeyTable.create(handle, options.applyTo(before), Instant.now());
            });
            out().println(key.text());
        }
        return 0;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists keys, oldest first.")
    int list(@Mixin ConfigFile config) {
        try (Database database = open(config)) {
            List<KeyTable.Entry> keys = database.now(KeyTable::list);
            out().printf("%-18s %-20s %-21s %s%n", "ID", "CALLER", "CREATED", "STATE");
            for (KeyTable.Entry key : keys) {
                String state = key.revokedAt() == null ? "live" : "revoked " + time(key.revokedAt());
                out().printf("%-18s %-20s %-21s %s%n", key.id(), key.settings().name(), time(key.createdAt()), state);
            }
            out().flush();
        }
        return 0;
    }

    @Command(name = "revoke", mixinStandardHelpOptions = true, description = "Revokes a key by its id.")
    int revoke(
            @Mixin ConfigFile config,
            @Parameters(paramLabel = "ID", description = "Id as the list shows it, the part after ttg_") String id) {
        try (Database database = open(config)) {
            if (!database.now(handle -> KeyTable.revoke(handle, id, Instant.now()))) {
                throw new IllegalArgumentException("no live key has the id " + id + ": see keys list");
            }
            out().println("Revoked. A running gateway refuses the key within 3 s.");
        }
        return 0;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static Database open(ConfigFile config) {
        GatewaySettings settings = config.settings();
        return Database.open(settings.databaseUrl(), settings.databaseUser(), settings.databasePassword());
    }

    private static Instant time(Instant exact) {
        return exact.truncatedTo(ChronoUnit.SECONDS);
    }
}
