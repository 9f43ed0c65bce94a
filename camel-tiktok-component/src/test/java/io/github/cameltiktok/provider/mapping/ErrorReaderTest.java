package io.github.cameltiktok.provider.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.Responses;
import io.github.cameltiktok.provider.RetryAdvice;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors outside a provider's table. {@code ProviderErrorsTest} covers the tables. */
final class ErrorReaderTest {

    private record ErrorBody(
            @Nullable String code, @Nullable String error) {}

    private static final BodyReader<ErrorBody> ERRORS = BodyReader.of(ErrorBody.class);

    private static final ErrorReader<ErrorBody> WITHOUT_TABLE =
            new ErrorReader<>(List.of(), ERRORS, body -> new ErrorText(body.code(), body.error(), null));

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_REQUEST,     NEVER",
        "401, CREDENTIALS,        NEVER",
        "402, QUOTA,      NEVER",
        "403, CREDENTIALS,        NEVER",
        "404, NOT_FOUND,  NEVER",
        "410, NOT_FOUND,  NEVER",
        "414, INVALID_REQUEST,     NEVER",
        "422, INVALID_REQUEST,     NEVER",
        "429, RATE_LIMIT, YES",
        "418, UPSTREAM,   NEVER",
        "499, UPSTREAM,   NEVER",
        "500, UPSTREAM,   YES",
        "599, UPSTREAM,   YES"
    })
    void errorOutsideTableIsClassifiedByStatus(int status, ErrorKind errorKind, RetryAdvice retry) {
        ProviderResponse response = Responses.of(status, "{\"code\": \"c\", \"error\": \"e\"}");
        ProviderFailure failure =
                WITHOUT_TABLE.error(response, status, ERRORS.read(response)).failure();

        assertThat(failure).isEqualTo(new ProviderFailure(errorKind, retry, "answered: e", status, "c", null, null));
    }
}
