package io.github.cameltiktok.gateway.lookup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltiktok.gateway.access.Budgets;
import io.github.cameltiktok.gateway.access.Limits;
import io.github.cameltiktok.gateway.api.Call;
import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.api.Operation;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.Reply;
import io.github.cameltiktok.gateway.api.Scope;
import io.github.cameltiktok.gateway.store.Database;
import io.github.cameltiktok.model.TikTokResource;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The caller and its limits, prices, and lists for forms. All of it is free. Thread-safe. */
public final class AccountApi {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Database database;
    private final Limits limits;
    private final Budgets budgets;
    private final ProviderCatalog providers;
    private final Prices prices;
    private final Clock clock;

    public AccountApi(Database database, Limits limits, Budgets budgets, ProviderCatalog providers, Clock clock) {
        this.database = database;
        this.limits = limits;
        this.budgets = budgets;
        this.providers = providers;
        this.prices = new Prices(providers);
        this.clock = clock;
    }

    public List<Operation> operations() {
        return List.of(
                new Operation("getMe", "GET", "/v1/me", Scope.ANY, this::me),
                new Operation("listProviders", "GET", "/v1/providers", Scope.ANY, now(this::providers)),
                new Operation("listFields", "GET", "/v1/fields", Scope.ANY, now(AccountApi::fields)),
                new Operation("listCadences", "GET", "/v1/cadences", Scope.ANY, now(this::cadences)));
    }

    private static Operation.Handler now(Function<Call, JsonNode> answer) {
        return call -> {
            try {
                return CompletableFuture.completedFuture(reply(answer.apply(call)));
            } catch (ProblemException e) {
                return CompletableFuture.failedFuture(e);
            }
        };
    }

    private CompletionStage<Reply> me(Call call) {
        Caller caller = call.requireCaller();
        return budgets.usedToday(caller)
                .thenCombine(watches(caller), (used, watches) -> reply(me(caller, used, watches)));
    }

    /** Returns the number of watches; {@code null} while the database is away, because lookups go on. */
    private CompletableFuture<@Nullable Integer> watches(Caller caller) {
        return database.<@Nullable Integer>run(
                        handle -> handle.createQuery("SELECT COUNT(*) FROM watch WHERE caller = :caller")
                                .bind("caller", caller.name())
                                .mapTo(Integer.class)
                                .one())
                .exceptionally(failure -> null);
    }

    private ObjectNode me(Caller caller, long used, @Nullable Integer watches) {
        ObjectNode me = JSON.objectNode();
        me.put("name", caller.name());
        me.put("keyId", caller.keyId());
        ArrayNode scopes = me.putArray("scopes");
        caller.scopes().stream()
                .filter(scope -> scope != Scope.ANY)
                .sorted()
                .forEach(scope -> scopes.add(scope.name().toLowerCase(Locale.ROOT)));
        if (caller.requestSource() != null) {
            me.put("requestSource", caller.requestSource());
        }
        Limits.Rate rate = limits.rate(caller);
        me.putObject("rate").put("limit", rate.limit()).put("remaining", rate.remaining());
        ObjectNode budget = me.putObject("budget").put("used", used);
        if (caller.callsPerDay() != null) {
            budget.put("limit", caller.callsPerDay()).put("remaining", Math.max(0, caller.callsPerDay() - used));
        }
        budget.put(
                "resetsAt",
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                        .plusDays(1)
                        .atStartOfDay()
                        .toInstant(ZoneOffset.UTC)
                        .toString());
        if (watches != null) {
            me.putObject("watches").put("limit", caller.maxWatches()).put("used", watches);
        }
        return me;
    }

    private ArrayNode providers(Call call) {
        boolean isConfiguredOnly = call.isTrue("configured");
        ArrayNode list = JSON.arrayNode();
        providers.all().stream()
                .filter(provider -> provider.configured() || !isConfiguredOnly)
                .forEach(provider -> {
                    ObjectNode row = list.addObject()
                            .put("name", provider.name())
                            .put("title", provider.title())
                            .put("configured", provider.configured());
                    putKnown(row, "videoPrice", Prices.text(provider.videoPrice()));
                    putKnown(row, "userPrice", Prices.text(provider.userPrice()));
                });
        return list;
    }

    private static ArrayNode fields(Call call) {
        boolean isWatchableOnly = call.isTrue("watchable");
        ArrayNode list = JSON.arrayNode();
        RecordFields.of(kind(call)).all().stream()
                .filter(field -> field.watchable() || !isWatchableOnly)
                .forEach(field -> list.addObject()
                        .put("name", field.name())
                        .put("type", field.type())
                        .put("description", field.description())
                        .put("watchable", field.watchable()));
        return list;
    }

    private ArrayNode cadences(Call call) {
        TikTokResource kind = kind(call);
        String given = call.query().getOrDefault("provider", "");
        String name = given.isBlank() ? null : given;
        ProviderCatalog.Provider provider = providers.first(name).orElse(null);
        if (name != null && provider == null) {
            throw ProblemException.invalid(
                    "provider",
                    "provider must be one of "
                            + String.join(
                                    ", ",
                                    providers.all().stream()
                                            .map(ProviderCatalog.Provider::name)
                                            .toList())
                            + '.');
        }
        ArrayNode list = JSON.arrayNode();
        Cadence.from(call.requireCaller().minCadence(), prices, provider, kind).forEach(cadence -> {
            ObjectNode row = list.addObject()
                    .put("every", cadence.every().toString())
                    .put("label", cadence.label())
                    .put("callsPerDay", cadence.estimate().callsPerDay());
            if (cadence.estimate().pricePerDay() != null) {
                row.put("pricePerDay", cadence.estimate().pricePerDay());
            }
            putKnown(row, "currency", cadence.estimate().currency());
        });
        return list;
    }

    private static TikTokResource kind(Call call) {
        return TikTokResource.ofUriName(call.query().getOrDefault("kind", ""))
                .orElseThrow(() -> ProblemException.invalid("kind", "kind must be video or user."));
    }

    private static void putKnown(ObjectNode row, String name, @Nullable String value) {
        if (value != null) {
            row.put(name, value);
        }
    }

    private static Reply reply(JsonNode body) {
        return new Reply(
                200,
                Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
                new Reply.Bytes(body.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
