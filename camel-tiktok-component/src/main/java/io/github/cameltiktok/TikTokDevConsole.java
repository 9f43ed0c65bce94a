package io.github.cameltiktok;

import io.github.cameltiktok.internal.lookup.Bulkhead;
import io.github.cameltiktok.internal.lookup.CallQuota;
import io.github.cameltiktok.internal.lookup.LookupEngine;
import io.github.cameltiktok.internal.lookup.ProviderCircuitBreaker;
import io.github.cameltiktok.internal.lookup.metrics.LookupStatistics;
import io.github.cameltiktok.internal.lookup.metrics.StatisticsSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Camel's developer console {@code tiktok}: the current state of the engine and its counts. Shows no API key. */
@DevConsole(
        name = "tiktok",
        displayName = "TikTok",
        description = "Lookups, providers, circuits, queues, budgets and spend")
public final class TikTokDevConsole extends AbstractDevConsole {

    /** Camel creates the console on demand. */
    public TikTokDevConsole() {
        super("camel", "tiktok", "TikTok", "Lookups, providers, circuits, queues, budgets and spend");
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        JsonObject root = new JsonObject();
        root.put("components", components());
        return root;
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        for (JsonObject component : components()) {
            for (Map.Entry<String, Object> part : component.entrySet()) {
                text.append(part.getKey()).append(':');
                if (part.getValue() instanceof Collection<?> rows) {
                    rows.forEach(row -> text.append("\n    ").append(line((Map<?, ?>) row)));
                } else {
                    text.append(' ').append(value(part.getValue()));
                }
                text.append('\n');
            }
        }
        return text.toString();
    }

    private List<JsonObject> components() {
        List<JsonObject> components = new ArrayList<>();
        for (String name : getCamelContext().getComponentNames()) {
            if (getCamelContext().hasComponent(name) instanceof TikTokComponent component) {
                components.add(component(name, component));
            }
        }
        return components;
    }

    private static String line(Map<?, ?> row) {
        return row.entrySet().stream()
                .map(cell -> cell.getKey() + "=" + value(cell.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String value(@Nullable Object value) {
        return value instanceof Map<?, ?> row ? "{" + line(row) + "}" : String.valueOf(value);
    }

    private static JsonObject component(String name, TikTokComponent component) {
        JsonObject json = new JsonObject();
        json.put("component", name);
        LookupStatistics statistics = component.statistics();
        put(json, statistics.total());
        List<JsonObject> providers = new ArrayList<>();
        Map<String, Long> rateLimits = statistics.rateLimitRemaining();
        statistics.byProvider().forEach((provider, tally) -> {
            JsonObject row = row("provider", provider, tally);
            putIfKnown(row, "rateLimitRemaining", rateLimits.get(provider));
            providers.add(row);
        });
        json.put("providers", providers);
        List<JsonObject> sources = new ArrayList<>();
        statistics.byRequestSource().forEach((source, tally) -> sources.add(row("requestSource", source, tally)));
        json.put("requestSources", sources);
        LookupEngine engine = component.engine();
        if (engine != null) {
            put(json, engine);
        }
        return json;
    }

    private static void put(JsonObject json, LookupEngine engine) {
        json.put(
                "circuits",
                engine.circuits().stream().map(TikTokDevConsole::circuit).toList());
        json.put("queues", engine.queues().stream().map(TikTokDevConsole::queue).toList());
        json.put(
                "budgets",
                engine.quotas().stream().map(TikTokDevConsole::budget).toList());
        json.put("waitingForRetry", engine.waitingForRetry());
        json.put("cacheSize", engine.cacheSize());
    }

    private static JsonObject row(String key, String value, StatisticsSnapshot tally) {
        JsonObject row = new JsonObject();
        row.put(key, value);
        put(row, tally);
        return row;
    }

    private static void put(JsonObject json, StatisticsSnapshot tally) {
        json.put("lookups", tally.lookups());
        json.put("failed", tally.failed());
        JsonObject outcomes = new JsonObject();
        tally.outcomes().forEach((outcome, number) -> {
            if (number > 0) {
                outcomes.put(outcome.tag(), number);
            }
        });
        json.put("outcomes", outcomes);
        json.put("calls", tally.calls());
        json.put("retries", tally.retries());
        json.put("cacheHits", tally.cacheHits());
        json.put("merged", tally.coalesced());
        json.put("spend", new JsonObject(tally.spend()));
    }

    private static JsonObject circuit(ProviderCircuitBreaker.Status circuit) {
        JsonObject row = new JsonObject();
        row.put("provider", circuit.provider());
        row.put("state", circuit.state().name());
        putIfKnown(
                row, "until", circuit.until() == null ? null : circuit.until().toString());
        putIfKnown(row, "reason", circuit.reason());
        return row;
    }

    private static JsonObject queue(Bulkhead.Status queue) {
        JsonObject row = new JsonObject();
        row.put("provider", queue.provider());
        row.put("resource", queue.resource());
        row.put("places", queue.permits());
        row.put("inFlight", queue.inUse());
        row.put("waiting", queue.waiting());
        return row;
    }

    private static JsonObject budget(CallQuota.Status budget) {
        JsonObject row = new JsonObject();
        row.put("provider", budget.provider());
        row.put("today", budget.today());
        putIfKnown(row, "perDay", budget.perDay());
        row.put("thisMonth", budget.thisMonth());
        putIfKnown(row, "perMonth", budget.perMonth());
        return row;
    }

    private static void putIfKnown(JsonObject row, String key, @Nullable Object value) {
        if (value != null) {
            row.put(key, value);
        }
    }
}
