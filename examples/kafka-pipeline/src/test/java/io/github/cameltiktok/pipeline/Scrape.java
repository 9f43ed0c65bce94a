package io.github.cameltiktok.pipeline;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metrics of a pipeline at one moment. Immutable.
 *
 * @param text in Prometheus' format
 * @param series of all metrics, with their labels
 */
record Scrape(String text, List<Series> series) {

    private static final Pattern LINE = Pattern.compile("(?m)^([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /**
     * A series, which is one line.
     *
     * @param labels values by name
     */
    record Series(String metric, Map<String, String> labels) {}

    static Scrape of(Pipeline pipeline) throws IOException, InterruptedException {
        URI address = URI.create(pipeline.managementUrl() + "/metrics");
        return of(HTTP.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body());
    }

    static Scrape of(String text) {
        List<Series> series = LINE.matcher(text)
                .results()
                .map(line -> new Series(line.group(1), labels(line.group(2) == null ? "" : line.group(2))))
                .toList();
        return new Scrape(text, series);
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new HashMap<>();
        Matcher label = LABEL.matcher(text);
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return labels;
    }
}
