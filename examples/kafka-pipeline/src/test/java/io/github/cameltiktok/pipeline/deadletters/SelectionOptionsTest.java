package io.github.cameltiktok.pipeline.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class SelectionOptionsTest {

    private static final String UNAVAILABLE = "io.github.cameltiktok.TikTokUnavailableException";
    private static final String NOT_FOUND = "io.github.cameltiktok.TikTokNotFoundException";
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private static final List<DeadLetter> LETTERS = List.of(
            letter(0, 0, "a", UNAVAILABLE, "ZAPIER", NOON),
            letter(0, 1, "b", NOT_FOUND, "ZAPIER", NOON.plusSeconds(1)),
            letter(0, 2, "c", UNAVAILABLE, null, NOON.plusSeconds(2)),
            letter(1, 0, "d", NOT_FOUND, "MAKE", NOON.plusSeconds(3)),
            letter(1, 1, "e", null, null, NOON.plusSeconds(4)));

    @Command(name = "command")
    private static final class WithSelection {

        @Mixin
        private SelectionOptions options = new SelectionOptions();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                "''                                                                              | a b c d e",
                "--error-class TikTokUnavailableException                                        | a c",
                "--error-class io.github.cameltiktok.TikTokUnavailableException                  | a c",
                "--error-class TikTokUnavailableException,TikTokNotFoundException                | a b c d",
                "--error-class unknown --error-class TikTokNotFoundException                     | b d e",
                "--error-class Unavailable                                                       | ''",
                "--source ZAPIER                                                                 | a b",
                "--source unknown,MAKE                                                           | c d e",
                "--source ZAPIER --error-class TikTokNotFoundException                           | b",
                "--since 2026-01-31T12:00:02Z                                                    | c d e",
                "--until 2026-01-31T12:00:02Z                                                    | a b",
                "--since 2026-01-31T13:00:01+01:00 --until 2026-01-31T12:00:03Z                  | b c",
                "--offsets 0:1-1                                                                 | b",
                "--offsets 0:0-0 --offsets 0:2-9,1:1-1                                           | a c e",
                "--offsets 1:0-9 --source MAKE                                                   | d",
            })
    void letterIsSelectedIfAllConditionsApply(String arguments, String selected) {
        WithSelection command = new WithSelection();
        new CommandLine(command).parseArgs(arguments.isEmpty() ? new String[0] : arguments.split(" "));
        Selection selection = command.options.selection();

        assertThat(LETTERS.stream()
                        .filter(selection::matches)
                        .map(letter -> new String(letter.record().value(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(selected);
    }

    private static DeadLetter letter(
            int partition, long offset, String value, @Nullable String error, @Nullable String source, Instant time) {
        Headers headers = new RecordHeaders();
        add(headers, "tiktok-error-class", error);
        add(headers, "tiktok-request-source", source);
        return new DeadLetter(new ConsumerRecord<>(
                "dead-letters",
                partition,
                offset,
                time.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                1,
                null,
                value.getBytes(StandardCharsets.UTF_8),
                headers,
                Optional.empty()));
    }

    private static void add(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }
}
