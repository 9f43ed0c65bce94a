package io.github.cameltiktok.gateway.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltiktok.gateway.platforms.Step.Field;
import io.github.cameltiktok.gateway.platforms.Step.Input;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Writes the texts of the Node-RED nodes: labels and hints of the forms, and the help with its fields and sample. */
final class NodeRedFiles implements PlatformFiles {

    private static final String LOCALE = "nodes/locales/en-US/";

    /** Objects that another node's help has in full, or that forms do not use. */
    private static final Set<String> WITHOUT_FIELDS = Set.of("video", "user", "problem");

    private static final String LOOKUP_MESSAGE = """
            ### Input

            : payload (string) : Link, id or handle, unless *%s* names another source.

            ### Outputs

            1. Found
            : payload (object) : The record, with the fields below.
            : found (boolean) : `true`
            : tiktok (object) : `subject`, `provider`, `calls` and `cost` of the lookup.

            2. Not found: gone, private or blocked
            : payload (null) : `null`
            : found (boolean) : `false`
            : tiktok (object) : `subject`, and the `reason` in words.
            """;

    private static final String MANY_MESSAGE = """
            ### Input

            : payload (array | string) : Links, ids and handles: a list, or a text with one in each line.

            ### Output

            : payload (array) : One item for each subject, in the same order. It has `subject` and `found`, and the fields below.
            """;

    private static final String WATCH_MESSAGE = """
            The node creates a watch at the gateway when it is deployed, and deletes it when it is removed or disabled. Later
            deploys and restarts keep the watch. The button of the node sends a sample event, which is free.

            ### Output

            : payload (object) : The event, with the fields below. `summary` has the changes in words, `changes` as a list.
            : topic (string) : The label, else the link of the video or creator.
            """;

    private static final String ERRORS = """
            ### Errors

            A Catch node receives a failed call. `error.message` says what to do. `error.code` is the gateway's code, such as
            `invalid-request`. `error.cause` has `status`, `retryable`, and after too many requests `retryAfter` in seconds.
            """;

    @Override
    public String folder() {
        return "node-red";
    }

    @Override
    public Map<String, String> files(List<Step> steps) {
        Map<String, Step> byId =
                steps.stream().collect(Collectors.toMap(Step::id, step -> step, (a, b) -> a, LinkedHashMap::new));
        Step video = get(byId, "findVideo");
        Step creator = get(byId, "findCreator");
        Step many = get(byId, "lookUpMany");
        Step videoChanged = get(byId, "videoChanged");
        Step creatorChanged = get(byId, "creatorChanged");
        return Map.of(
                LOCALE + "tiktok-video.json", texts(video),
                LOCALE + "tiktok-video.html", help("tiktok-video", video, lookupMessage(video), video.outputs()),
                LOCALE + "tiktok-creator.json", texts(creator),
                LOCALE + "tiktok-creator.html",
                        help("tiktok-creator", creator, lookupMessage(creator), creator.outputs()),
                LOCALE + "tiktok-many.json", texts(many),
                LOCALE + "tiktok-many.html",
                        help("tiktok-many", many, many.description() + "\n\n" + MANY_MESSAGE, many.outputs()),
                LOCALE + "tiktok-watch.json", watchTexts(videoChanged, creatorChanged),
                LOCALE + "tiktok-watch.html",
                        help(
                                "tiktok-watch",
                                videoChanged,
                                watchMessage(videoChanged, creatorChanged),
                                Stream.concat(videoChanged.outputs().stream(), creatorChanged.outputs().stream())
                                        .distinct()
                                        .toList()));
    }

    private static Step get(Map<String, Step> steps, String id) {
        return Objects.requireNonNull(steps.get(id), id);
    }

    private static String texts(Step step) {
        return PlatformJson.text(catalog(step.label(), step.inputs()));
    }

    private static String watchTexts(Step video, Step creator) {
        ObjectNode texts = catalog("Watch", video.inputs());
        texts.withObject("/label").put("kind", "Trigger");
        texts.withObject("/help").put("kind", "Whether a video or a creator is watched.");
        texts.putObject("kind").put("video", video.label()).put("user", creator.label());
        texts.putObject("subject").put("video", subject(video)).put("user", subject(creator));
        ObjectNode events = texts.putObject("events");
        video.inputs().stream()
                .filter(input -> input.name().equals("events"))
                .flatMap(input -> input.choices().stream())
                .forEach(event -> events.put(event, event));
        return PlatformJson.text(texts);
    }

    private static String subject(Step step) {
        return step.inputs().get(0).label();
    }

    private static ObjectNode catalog(String title, List<Input> inputs) {
        ObjectNode texts = JsonNodeFactory.instance.objectNode().put("title", title);
        ObjectNode labels = texts.putObject("label");
        ObjectNode hints = texts.putObject("help");
        ObjectNode placeholders = texts.putObject("placeholder");
        for (Input input : inputs) {
            labels.put(input.name(), input.label());
            hints.put(input.name(), input.help());
            placeholders.put(input.name(), example(input.example()));
        }
        return texts;
    }

    private static String lookupMessage(Step step) {
        return step.description() + "\n\n" + LOOKUP_MESSAGE.formatted(subject(step));
    }

    private static String watchMessage(Step video, Step creator) {
        return "- **%s**: %s%n- **%s**: %s%n%n"
                        .formatted(video.label(), video.description(), creator.label(), creator.description())
                + WATCH_MESSAGE;
    }

    private static String help(String type, Step step, String message, List<Field> outputs) {
        return "<script type=\"text/markdown\" data-help-name=\"" + type + "\">\n"
                + message
                + "\n### Settings\n\n"
                + step.inputs().stream().map(NodeRedFiles::line).collect(Collectors.joining())
                + '\n'
                + ERRORS
                + "\n### Fields\n\n"
                + fields("", outputs).collect(Collectors.joining())
                + "\n### Sample\n\n```json\n"
                + PlatformJson.text(sample(step))
                + "```\n</script>\n";
    }

    private static ObjectNode sample(Step step) {
        return step.isTrigger() ? step.sample().deepCopy().put("requestSource", "NODE_RED") : step.sample();
    }

    private static String line(Input input) {
        String example = example(input.example());
        String ending = example.isEmpty() ? "" : " Example: `" + example + '`';
        return ": " + input.label() + " (" + type(input.type(), input.isMultiple()) + ") : " + input.help() + ending
                + '\n';
    }

    private static Stream<String> fields(String prefix, List<Field> fields) {
        return fields.stream()
                .flatMap(field -> Stream.concat(
                        Stream.of(": " + prefix + field.name() + " (" + type(field.type(), field.isMultiple()) + ") : "
                                + field.help() + '\n'),
                        WITHOUT_FIELDS.contains(field.name())
                                ? Stream.empty()
                                : fields(prefix + field.name() + (field.isMultiple() ? "[]." : "."), field.fields())));
    }

    private static String type(Step.Type type, boolean isMultiple) {
        String name =
                switch (type) {
                    case TEXT -> "string";
                    case INTEGER, NUMBER -> "number";
                    case FLAG -> "boolean";
                    case TIME -> "date and time";
                    case OBJECT -> "object";
                    case ANY -> "any";
                };
        return isMultiple ? "list of " + name : name;
    }

    private static String example(@Nullable JsonNode example) {
        if (example == null) {
            return "";
        }
        return example.isArray()
                ? StreamSupport.stream(example.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(", "))
                : example.asText();
    }
}
