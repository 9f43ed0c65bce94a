package io.github.cameltiktok.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.model.Schemas;
import io.github.cameltiktok.model.TikTokJson;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DocumentedSamplesTest {

    @ParameterizedTest
    @EnumSource
    void sampleIsMappedToExpectedRecord(Lookup lookup) {
        assertThat(lookup.json(lookup.sample()))
                .isEqualTo(Responses.json(lookup.expected().text()));
    }

    @ParameterizedTest
    @EnumSource
    void recordOfSampleMatchesSchema(Lookup lookup) {
        assertThat(Schemas.errors(lookup.read(lookup.sample().answer()))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void recordFieldsAreInContractOrder(Lookup lookup) {
        String json = TikTokJson.text(lookup.read(lookup.sample().answer()));

        assertThat(Sample.parse(json).places()).isEqualTo(lookup.expected().places());
    }

    @ParameterizedTest
    @EnumSource
    void undocumentedFieldsAreIgnored(Lookup lookup) {
        Sample sample = lookup.sample();
        Sample richer =
                sample.with("/brandNew", "{\"deep\": [1, {\"er\": null}]}").with("/another", "\"text\"");
        for (String place : new TreeSet<>(sample.places())) {
            if (sample.at(place).isObject()) {
                richer = richer.with(place + "/brandNew", "[true, \"x\", {}]");
            }
        }

        assertThat(lookup.read(richer.answer())).isEqualTo(lookup.read(sample.answer()));
    }

    @ParameterizedTest
    @EnumSource
    void numbersAsTextAreReadAlike(Lookup lookup) {
        Sample sample = lookup.sample();
        Sample texts = sample;
        for (String place : sample.leaves()) {
            if (sample.at(place).isNumber()) {
                texts = texts.with(place, '"' + sample.at(place).asText() + '"');
            }
        }

        assertThat(lookup.read(texts.answer())).isEqualTo(lookup.read(sample.answer()));
    }

    @ParameterizedTest
    @EnumSource
    void digitsAsNumbersAreReadAlike(Lookup lookup) {
        Sample sample = lookup.sample();
        Sample numbers = sample;
        for (String place : sample.leaves()) {
            if (sample.at(place).asText().matches("[1-9]\\d*")) {
                numbers = numbers.with(place, sample.at(place).asText());
            }
        }

        assertThat(lookup.read(numbers.answer())).isEqualTo(lookup.read(sample.answer()));
    }

    @ParameterizedTest
    @EnumSource
    void booleansAsTextOrDigitsAreReadAlike(Lookup lookup) {
        Sample sample = lookup.sample();
        for (List<String> words :
                List.of(List.of("\"true\"", "\"false\""), List.of("\"TRUE\"", "\"False\""), List.of("1", "0"))) {
            Sample changed = sample;
            for (String place : sample.leaves()) {
                if (sample.at(place).isBoolean()) {
                    changed = changed.with(place, words.get(sample.at(place).booleanValue() ? 0 : 1));
                }
            }

            assertThat(lookup.read(changed.answer())).isEqualTo(lookup.read(sample.answer()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void byteOrderMarkIsIgnored(Lookup lookup) {
        Sample sample = lookup.sample();

        assertThat(lookup.read(Responses.ok("\uFEFF" + sample.text()))).isEqualTo(lookup.read(sample.answer()));
    }

    /** A value of the wrong type is read as missing and does not affect other fields. */
    @ParameterizedTest
    @EnumSource
    void valueOfWrongTypeIsReadAsMissing(Lookup lookup) {
        Sample sample = lookup.sample();
        for (String place : sample.places()) {
            boolean isValue = sample.at(place).isValueNode();
            for (String wrong : isValue ? List.of("{}", "[]", "{\"a\": 1}", "[[]]") : List.of("true", "[[]]", "\"\"")) {
                if (isWhatMakesItARecord(place)) {
                    continue;
                }
                assertThat(lookup.read(sample.with(place, wrong).answer()))
                        .as("%s as %s", place, wrong)
                        .isEqualTo(lookup.read(sample.with(place, "null").answer()));
            }
        }
    }

    private static boolean isWhatMakesItARecord(String place) {
        return List.of("/video", "/user", "/ok", "/type", "/tiktokVideo", "/tiktokUser")
                .contains(place);
    }
}
