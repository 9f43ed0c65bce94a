package io.github.cameltiktok.recipes;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.google.api.client.http.javanet.ConnectionFactory;
import com.google.api.client.http.javanet.NetHttpTransport;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.google.sheets.BatchGoogleSheetsClientFactory;
import org.apache.camel.component.google.sheets.GoogleSheetsComponent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The sandbox's server is the stand-in for Google: it gives a token and accepts rows. */
final class GoogleSheetsTest {

    private static final Recipe RECIPE = new Recipe("google-sheets");
    private static final String APPEND = "/v4/spreadsheets/sheet-1/values/A:G:append";
    private static final String VIDEO = "7311111111111111111";

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private final SteppingClock clock = new SteppingClock("2026-01-12T00:00:00Z");

    @BeforeEach
    void writeKey() throws Exception {
        Files.writeString(Path.of("service-account.json"), serviceAccount());
        sandbox.get()
                .wireMock()
                .stubFor(post(urlPathEqualTo("/token"))
                        .willReturn(okJson(
                                "{\"access_token\": \"t-1\", \"token_type\": \"Bearer\", \"expires_in\": 3600}")));
    }

    @Test
    void eachChangeIsARow() throws Exception {
        accept();
        Answers.change(sandbox.get(), VIDEO, video -> video.put("title", "=1+1, \"fish\"\n& chips")
                .remove("likes"));
        try (RecipeRun run = start()) {
            run.poll();
            run.poll();
            RECIPE.printsOnItsPage(run.printed());
        }

        assertThat(sent()).hasSize(1);
        LoggedRequest append = sent().get(0);
        assertThat(append.getQueryParams().get("valueInputOption").firstValue()).isEqualTo("RAW");
        assertThat(append.getHeader("Authorization")).isEqualTo("Bearer t-1");
        JsonNode row = new ObjectMapper().readTree(append.getBodyAsString()).at("/values/0");
        assertThat(row).hasSize(7);
        RECIPE.printsOnItsPage(List.of(row.toString()));
        assertThat(row.get(0).asText()).isEqualTo("2026-01-12T00:00:00Z");
        assertThat(row.get(1).isTextual()).as("a number would lose digits").isTrue();
        assertThat(row.get(3).asText()).isEqualTo("=1+1, \"fish\"\n& chips");
        assertThat(row.get(4).isNumber()).isTrue();
        assertThat(row.get(5).asText()).as("an unknown counter").isEmpty();
    }

    @Test
    void rowThatIsRefusedIsSentAgainByTheNextPoll() throws Exception {
        sandbox.get().wireMock().stubFor(post(urlPathEqualTo(APPEND)).willReturn(serverError()));
        try (RecipeRun run = start()) {
            run.poll();
            assertThat(run.printed()).isEmpty();
            accept();
            run.poll();
            assertThat(run.printed()).hasSize(1);
        }
    }

    private RecipeRun start() throws Exception {
        return new RecipeRun(RECIPE, sandbox.get())
                .withClock(clock)
                .withVariable("SHEET_ID", "sheet-1")
                .with("videos", VIDEO)
                .prepared(context -> {
                    GoogleSheetsComponent component = new GoogleSheetsComponent();
                    component.setClientFactory(new BatchGoogleSheetsClientFactory(new NetHttpTransport.Builder()
                            .setConnectionFactory(new Redirection())
                            .build()));
                    context.addComponent("google-sheets", component);
                })
                .start();
    }

    private static void accept() {
        sandbox.get()
                .wireMock()
                .stubFor(post(urlPathEqualTo(APPEND))
                        .willReturn(okJson("{\"updates\": {\"updatedRange\": \"Videos!A2:G2\", \"updatedRows\": 1}}")));
    }

    private static List<LoggedRequest> sent() {
        return sandbox.get().wireMock().findAll(postRequestedFor(urlPathEqualTo(APPEND)));
    }

    /** Returns a key file as Google makes it, with a key of its own. */
    private static String serviceAccount() throws GeneralSecurityException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String key = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        return new ObjectMapper()
                .writeValueAsString(Map.of(
                        "type", "service_account",
                        "client_id", "1",
                        "client_email", "tiktok@example.iam.gserviceaccount.com",
                        "private_key_id", "1",
                        "private_key", key,
                        "token_uri", "https://oauth2.googleapis.com/token"));
    }

    /** Sends to the sandbox all that is meant for Google. */
    private static final class Redirection implements ConnectionFactory {

        @Override
        public HttpURLConnection openConnection(URL url) throws IOException {
            assertThat(url.getHost()).endsWith(".googleapis.com");
            return (HttpURLConnection)
                    new URL("http", "127.0.0.1", sandbox.get().port(), url.getFile()).openConnection();
        }
    }
}
