package io.github.cameltiktok.gateway.lookup;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.gateway.api.Call;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.model.TikTokResource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a lookup.
 *
 * @param fields {@code null} for the whole record
 */
record LookupParameters(Lookups.Request request, @Nullable FieldSelection fields) {

    private static final List<String> OPTIONS = List.of("provider", "fresh", "fields", "requestSource");

    /**
     * Returns the parameters of a {@code GET}.
     *
     * @throws ProblemException if one is wrong or unknown, or the subject is missing
     */
    static LookupParameters ofQuery(Call call, TikTokResource kind) {
        rejectUnknown(call.query(), Set.of("subject", "provider", "fresh", "fields", "requestSource"));
        return ofSubject(call, kind);
    }

    /**
     * Returns the parameters of a {@code GET} that names the kind.
     *
     * @throws ProblemException if one is wrong or unknown, or kind or subject is missing
     */
    static LookupParameters ofKind(Call call) {
        rejectUnknown(call.query(), Set.of("kind", "subject", "provider", "fresh", "fields", "requestSource"));
        TikTokResource kind = TikTokResource.ofUriName(call.query().getOrDefault("kind", ""))
                .orElseThrow(() -> ProblemException.invalid("kind", "kind must be video or user, as in kind=video."));
        return ofSubject(call, kind);
    }

    private static LookupParameters ofSubject(Call call, TikTokResource kind) {
        String subject = call.query().get("subject");
        if (subject == null || subject.isBlank()) {
            throw ProblemException.invalid(
                    "subject",
                    "subject is missing. Send a link" + (kind == TikTokResource.VIDEO ? " or an id" : " or a handle")
                            + ", as in subject=" + (kind == TikTokResource.VIDEO ? "7516594811734854943" : "@some.cook")
                            + '.');
        }
        return of(call, kind, subject, null);
    }

    /**
     * Returns the parameters of a {@code POST}. Its body is that of the component, which checks the subject.
     *
     * @throws ProblemException if one is wrong or unknown
     */
    static LookupParameters ofBody(Call call, TikTokResource kind) {
        rejectUnknown(call.query(), Set.copyOf(OPTIONS));
        JsonNode body = call.requireBody();
        if (!body.isObject()) {
            throw ProblemException.invalid("", "The body must be a JSON object.");
        }
        for (String option : List.of("provider", "fresh", "fields")) {
            if (body.hasNonNull(option)) {
                throw ProblemException.invalid(
                        '/' + option,
                        option + " is a query parameter, as in ?" + option + "=…, not a field of the body.");
            }
        }
        JsonNode source = body.path("requestSource");
        return of(call, kind, body.toString(), source.isTextual() ? source.textValue() : null);
    }

    private static LookupParameters of(Call call, TikTokResource kind, String subject, @Nullable String sourceOfBody) {
        String provider = call.query().get("provider");
        String fields = call.query().get("fields");
        return new LookupParameters(
                new Lookups.Request(
                        kind,
                        subject,
                        provider == null || provider.isBlank() ? null : provider,
                        call.isTrue("fresh"),
                        RequestSources.of(call, sourceOfBody),
                        call.requireCaller()),
                fields == null || fields.isBlank()
                        ? null
                        : RecordFields.of(kind).select(fields));
    }

    private static void rejectUnknown(Map<String, String> query, Set<String> known) {
        query.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw ProblemException.invalid(
                            name,
                            "The query parameter '" + name + "' is unknown. Known are "
                                    + String.join(", ", known.stream().sorted().toList()) + '.');
                });
    }
}
