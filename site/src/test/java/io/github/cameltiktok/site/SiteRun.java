package io.github.cameltiktok.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Opens each page of the site in Chromium, in light mode on a desktop and in dark mode on a phone. */
final class SiteRun {

    private static final Path SITE = Path.of("target", "site").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Map<String, String> TYPES = Map.of(
            "html",
            "text/html",
            "js",
            "text/javascript",
            "css",
            "text/css",
            "svg",
            "image/svg+xml",
            "png",
            "image/png");

    /**
     * Elements of each page, words of code and rows of long tables: thousands of equal elements, for which one page and the first rows are
     * enough.
     */
    private static final String REPEATED = ".VPNav, .VPLocalNav, .VPSidebar, .vp-code .line, tr:nth-child(n+6)";

    private static HttpServer server;
    private static ChromeDriver browser;
    private static String axe;

    @BeforeAll
    static void start() throws IOException {
        axe = Files.readString(Path.of("node_modules", "axe-core", "axe.min.js"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", SiteRun::serve);
        server.start();
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.WARNING);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(executable("chromium"));
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1280,1000");
        options.setCapability("goog:loggingPrefs", logs);
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(executable("chromedriver"))
                        .build(),
                options);
        browser.manage().timeouts().pageLoadTimeout(PATIENCE).scriptTimeout(PATIENCE);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.quit();
        }
        server.stop(0);
    }

    static List<String> pages() throws IOException {
        try (Stream<Path> files = Files.walk(SITE)) {
            List<String> pages = files.filter(file -> file.toString().endsWith(".html") && !file.endsWith("404.html"))
                    .map(file -> "/" + SITE.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
            assertThat(pages).as("pages of the site, made by mvn -q -Dsite").hasSizeGreaterThan(50);
            return pages.stream()
                    .filter(page -> page.startsWith(System.getProperty("site.page", "")))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pageHasNoDeadLinkNoConsoleErrorAndIsAccessible(String page) {
        open(page, 1280, "light");

        assertThat(brokenImages())
                .as("pictures that did not load or have no alt text")
                .isEmpty();
        assertThat(deadLinks(page)).as("dead links").isEmpty();
        assertThat(violations(REPEATED)).as("accessibility in light mode").isEmpty();
        assertThat(console()).as("messages of the console").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pageFitsPhoneInDarkMode(String page) {
        open(page, 390, "dark");

        assertThat(browser.executeScript("return document.documentElement.className"))
                .isEqualTo("dark");
        assertThat((Long) browser.executeScript("return document.documentElement.scrollWidth"))
                .as("width of the page in pixels")
                .isLessThanOrEqualTo(390);
        assertThat(console()).as("messages of the console").isEmpty();
    }

    /** The colours of dark mode are those of the theme, so pages with each kind of element are enough. */
    @ParameterizedTest
    @ValueSource(strings = {"/index.html", "/docs/start/first-lookup.html", "/docs/start/choose-a-provider.html"})
    void wholePageIsAccessibleInDarkMode(String page) {
        open(page, 1280, "dark");

        assertThat(violations("#none")).isEmpty();
    }

    @Test
    void navigationAndCodeAreAccessible() {
        open("/docs/start/first-lookup.html", 1280, "light");

        assertThat(violations("#none")).isEmpty();
    }

    @Test
    void searchFindsPage() {
        open("/index.html", 1280, "light");
        browser.findElement(By.cssSelector(".VPNavBarSearch button")).click();
        await(By.cssSelector("input.search-input")).sendKeys("circuit breaker");

        await(By.cssSelector(".VPLocalSearchBox a.result[href*='handle-failures']"))
                .click();

        new WebDriverWait(browser, PATIENCE)
                .until(driver -> driver.getCurrentUrl().contains("handle-failures"));
    }

    @Test
    void threeDoorsAreInTheNavigation() {
        open("/index.html", 1280, "light");

        assertThat(browser.findElement(By.cssSelector(".VPNavBarMenu")).getText())
                .contains("Build a route", "Use forms and Kamelets", "Run it");
    }

    /** Guards against checks that accept anything. */
    @Test
    void brokenPageIsReported() {
        open("/index.html", 1280, "light");
        browser.executeScript("""
                document.querySelector('main').innerHTML += '<img src="/nowhere.png"><a href="/nowhere.html">a</a>'
                        + '<a href="#nowhere">b</a><p style="width: 2000px">c</p>';
                console.error('broken');
                """);

        assertThat(deadLinks("/index.html")).hasSize(2);
        assertThat(brokenImages()).hasSize(1);
        assertThat(violations(REPEATED)).isNotEmpty();
        assertThat(console()).isNotEmpty();
    }

    private static void open(String page, int width, String scheme) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 1000, "deviceScaleFactor", 1, "mobile", width < 500));
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        console();
        browser.get("http://127.0.0.1:" + server.getAddress().getPort() + page);
        new WebDriverWait(browser, PATIENCE).until(driver -> browser.executeScript("return document.readyState")
                .equals("complete"));
    }

    private static WebElement await(By element) {
        return new WebDriverWait(browser, PATIENCE).until(driver -> driver.findElement(element));
    }

    private static List<String> console() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(Object::toString)
                .toList();
    }

    private static List<?> brokenImages() {
        return (List<?>) browser.executeAsyncScript("""
                const done = arguments[0];
                const images = [...document.querySelectorAll('main img')];
                Promise.allSettled(images.map(image => image.decode())).then(() =>
                    done(images.filter(image => !image.naturalWidth || !image.alt).map(image => image.outerHTML)));
                """);
    }

    private static List<String> deadLinks(String page) {
        List<?> links = (List<?>) browser.executeScript("""
                return [...document.querySelectorAll('a[href]')]
                    .filter(link => link.origin === location.origin)
                    .map(link => link.pathname + link.hash);
                """);
        return links.stream()
                .map(Object::toString)
                .distinct()
                .filter(link -> !isAlive(URI.create(link)))
                .toList();
    }

    private static boolean isAlive(URI link) {
        Path file = file(link.getPath());
        if (!Files.isRegularFile(file)) {
            return false;
        }
        return link.getFragment() == null
                || link.getFragment().isEmpty()
                || read(file).contains("id=\"" + link.getFragment() + "\"");
    }

    /** Checks the page without those elements, which it loses. */
    private static List<?> violations(String removed) {
        browser.executeScript(axe);
        return (List<?>) browser.executeAsyncScript("""
                const [removed, done] = arguments;
                document.querySelectorAll(removed).forEach(element => element.remove());
                axe.run({preload: false, resultTypes: ['violations']}).then(({violations}) => done(violations
                    .filter(({impact}) => impact === 'serious' || impact === 'critical')
                    .map(({id, nodes}) => `${id}: ${nodes.map(node => node.html).slice(0, 3).join(' ')}`)));
                """, removed);
    }

    private static void serve(HttpExchange exchange) throws IOException {
        Path file = file(exchange.getRequestURI().getPath());
        try (exchange) {
            if (!Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            String name = file.getFileName().toString();
            String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, 0);
            Files.copy(file, exchange.getResponseBody());
        }
    }

    private static Path file(String path) {
        return SITE.resolve((path.endsWith("/") ? path + "index.html" : path).substring(1))
                .normalize();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static File executable(String name) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> new File(folder, name))
                .filter(File::canExecute)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        name + " is not on the PATH (Debian: apt-get install " + "chromium chromium-driver)"));
    }
}
