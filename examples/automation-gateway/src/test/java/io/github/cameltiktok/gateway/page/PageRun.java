package io.github.cameltiktok.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.cameltiktok.gateway.GatewayFixture;
import io.github.cameltiktok.gateway.access.CallerSettings;
import io.github.cameltiktok.gateway.api.Scope;
import io.github.cameltiktok.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The page in Chromium, at a running gateway and sandbox. */
final class PageRun {

    private static final int DESKTOP = 1280;
    private static final int PHONE = 360;

    private static final String GROWING_VIDEO = "https://www.tiktok.com/@growing.fast/video/7000000000000000020";

    @TempDir
    static Path folder;

    private static GatewayFixture gateway;
    private static Browser browser;
    private static String key;

    @BeforeAll
    static void start() {
        gateway = GatewayFixture.in(folder)
                .sandbox(SandboxOptions.defaults().withGrowth())
                .start();
        key = gateway.createKey(new CallerSettings(
                        "page",
                        Set.of(Scope.LOOKUP, Scope.WATCH),
                        10_000,
                        100,
                        null,
                        100,
                        Duration.ofSeconds(10),
                        Set.of(),
                        null))
                .text();
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        gateway.close();
    }

    private static void open(int width, String scheme) {
        browser.open(URI.create(gateway.uri("/") + "#key=" + key), width, scheme);
        browser.awaitText("#account", "requests left");
    }

    private static void lookUp(String subject) {
        browser.find("#subject").sendKeys(subject + Keys.ENTER);
    }

    /** Does the work of a clipboard, because a browser without a window has none. */
    private static void paste(String text) {
        browser.run("""
                const input = document.getElementById('subject');
                input.focus();
                input.dispatchEvent(new ClipboardEvent('paste', {bubbles: true}));
                document.execCommand('insertText', false, arguments[0]);
                """, text);
    }

    @ParameterizedTest(name = "{0} px, {1}")
    @CsvSource({"1280, light", "1280, dark", "360, light", "360, dark"})
    void pastedLinkIsLookedUpAndThePageIsAccessible(int width, String scheme) throws IOException {
        open(width, scheme);

        paste(GROWING_VIDEO);

        browser.awaitText("#cost", "From apidirect");
        browser.awaitText("#every", "Every 6 hours");
        assertThat(browser.find("#card").getText()).contains("Plays");
        assertThat(browser.find("#expression").getText()).isEqualTo("stats__plays");
        assertThat((Long) browser.run("return document.documentElement.scrollWidth"))
                .as("width of the page in pixels")
                .isLessThanOrEqualTo(width);
        assertThat(browser.violations()).isEmpty();
        assertThat(browser.console()).isEmpty();
        browser.screenshot("video-" + width + "-" + scheme);
    }

    @Test
    void keyLeavesTheAddress() {
        open(DESKTOP, "light");

        assertThat(browser.run("return location.href"))
                .isEqualTo(gateway.uri("/").toString());
    }

    @Test
    void problemNamesTheRemedyAndKeepsTheInput() throws IOException {
        open(DESKTOP, "light");

        lookUp("https://example.com/video/1");

        browser.awaitText("#problem", "Invalid request");
        assertThat(browser.find("#subject").getAttribute("value")).isEqualTo("https://example.com/video/1");
        assertThat(browser.violations()).isEmpty();
        browser.screenshot("problem");
    }

    @Test
    void refusedKeyAsksForAnother() {
        browser.open(URI.create(gateway.uri("/") + "#key=ttg_wrong_key"), DESKTOP, "light");
        browser.awaitText("#account", "The key was refused");

        browser.find("#key").sendKeys(key + Keys.ENTER);

        browser.awaitText("#account", "requests left");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Zapier, stats__plays",
        "Make, {{1.data.stats.plays}}",
        "n8n, {{ $json.stats.plays }}",
        "Node-RED, msg.payload.stats.plays",
        "Camel, ${body.stats.plays}",
    })
    void fieldHasItsExpressionOnEachPlatform(String platform, String expression) {
        open(DESKTOP, "light");
        lookUp("7311111111111111111");
        browser.awaitText("#cost", "From apidirect");

        browser.run(
                "[...document.querySelectorAll('#platforms button')].find(b => b.textContent === arguments[0]).click()",
                platform);

        assertThat(browser.find("#expression").getText()).isEqualTo(expression);
        if (!platform.equals("Camel")) {
            String connector = browser.find("#connector").getAttribute("href");
            assertThat(gateway.get(URI.create(connector).getPath()).statusCode())
                    .isEqualTo(200);
        } else {
            assertThat(browser.find("#connector").isDisplayed()).isFalse();
        }
    }

    @Test
    void wholePageWorksByKeyboard() {
        open(DESKTOP, "light");
        browser.find("body").sendKeys("/");
        assertThat(browser.focused().getAttribute("id")).isEqualTo("subject");

        browser.focused().sendKeys("@some.cook" + Keys.ENTER);
        browser.awaitText("#cost", "From apidirect");
        browser.awaitText("#every", "Every");
        for (int i = 0; i < 200 && !"every".equals(browser.focused().getAttribute("id")); i++) {
            browser.focused().sendKeys(Keys.TAB);
        }

        assertThat(browser.focused().getAttribute("id"))
                .as("reached by the tab key")
                .isEqualTo("every");
    }

    @Test
    void changesOfWatchAppearAsTheyHappen() throws IOException {
        open(DESKTOP, "light");
        lookUp(GROWING_VIDEO);
        browser.awaitText("#every", "Every");

        browser.run("document.getElementById('every').selectedIndex = 0");
        browser.find("#watch-form button").click();

        browser.awaitText("#estimate", "Watching");
        browser.awaitText("#events", "→");
        assertThat(browser.violations()).isEmpty();
        browser.screenshot("changes");
    }

    @Test
    void deliveriesOfWebhookAreShownAndSentAgain() throws IOException {
        AtomicInteger received = new AtomicInteger();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            received.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        try {
            open(DESKTOP, "light");
            lookUp("@growing.fast");
            browser.awaitText("#every", "Every");
            browser.run("document.getElementById('every').selectedIndex = 0");
            browser.find("#callback")
                    .sendKeys("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook");

            browser.find("#watch-form button").click();

            browser.awaitText("#estimate", "whsec_");
            browser.awaitText("#deliveries", "delivered");
            int before = received.get();
            browser.find("#deliveries button").click();
            browser.awaitText("#status", "Sent again.");
            Awaitility.await().atMost(GatewayFixture.PATIENCE).until(() -> received.get() > before);
            assertThat(browser.violations()).isEmpty();
        } finally {
            receiver.stop(0);
        }
    }

    @Test
    void viewerShowsEveryTagOfTheDocument() throws IOException {
        browser.open(gateway.uri("/docs"), DESKTOP, "light");

        for (String tag : new String[] {"Lookups", "Batches", "Watches", "Events", "Deliveries", "Account"}) {
            browser.awaitText("#api", tag);
        }
        assertThat(browser.console()).isEmpty();
        browser.screenshot("docs");
    }

    /** Guards against checks that accept anything. */
    @Test
    void brokenPageIsReported() {
        open(PHONE, "light");

        browser.run("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/nowhere.png\">');"
                + "console.error('broken')");

        assertThat(browser.violations()).isNotEmpty();
        assertThat(browser.console()).isNotEmpty();
    }
}
