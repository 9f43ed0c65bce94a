package io.github.cameltiktok.recipes;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.cameltiktok.ComponentAccess;
import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.TikTokEndpoint;
import io.github.cameltiktok.sandbox.Sandbox;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.support.ScheduledPollConsumer;
import org.slf4j.LoggerFactory;

/** Runs the files of a recipe as they are, with Camel Main at the sandbox. The test starts each poll. */
final class RecipeRun implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String LOG_STEPS = "io.github.cameltiktok.recipes.log";

    private final Recipe recipe;
    private final Properties properties = new Properties();
    private final Map<String, String> environment = new HashMap<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Main main = new Main();
    private Consumer<CamelContext> preparation = context -> {};
    private Clock clock = Clock.systemUTC();

    RecipeRun(Recipe recipe, Sandbox sandbox) {
        this.recipe = recipe;
        environment.put("APIDIRECT_API_KEY", sandbox.apiKey("apidirect"));
        properties.put(
                "camel.component.tiktok.apidirect.base-url",
                sandbox.baseUrl("apidirect").toString());
    }

    /** Replaces a property of the file. */
    RecipeRun with(String property, Object value) {
        properties.put(property, value.toString());
        return this;
    }

    /** Sets a fake environment variable. */
    RecipeRun withVariable(String name, Object value) {
        environment.put(name, value.toString());
        return this;
    }

    RecipeRun withClock(Clock newClock) {
        clock = newClock;
        return this;
    }

    /** Adds what a test needs in the context, before its properties are read. */
    RecipeRun prepared(Consumer<CamelContext> newPreparation) {
        preparation = newPreparation;
        return this;
    }

    RecipeRun start() throws Exception {
        main.configure().withRoutesIncludePattern("file:" + recipe.routes());
        main.setPropertyPlaceholderLocations("file:" + recipe.file("application.properties"));
        main.setOverrideProperties(properties);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport starting) {
                prepare(starting.getCamelContext());
            }
        });
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(LOG_STEPS);
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
        main.start();
        return this;
    }

    /** Polls once, and waits for the end of the route. */
    void poll() {
        ((ScheduledPollConsumer) context().getRoutes().get(0).getConsumer()).run();
        await().atMost(PATIENCE).until(() -> context().getInflightRepository().size() == 0);
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    /** Returns the messages of the log steps so far. */
    List<String> printed() {
        return List.copyOf(log.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    public void close() {
        ((Logger) LoggerFactory.getLogger(LOG_STEPS)).detachAppender(log);
        main.stop();
    }

    private void prepare(CamelContext context) {
        context.getPropertiesComponent().addPropertiesFunction(new Environment(environment));
        context.getGlobalOptions().put(Exchange.LOG_EIP_NAME, LOG_STEPS);
        TikTokComponent component = new TikTokComponent();
        ComponentAccess.setClock(component, clock);
        context.addComponent("tiktok", component);
        context.getCamelContextExtension().registerEndpointCallback((uri, endpoint) -> {
            if (endpoint instanceof TikTokEndpoint watched) {
                watched.setStartScheduler(false);
            }
            return endpoint;
        });
        preparation.accept(context);
    }

    /** Reads fake environment variables. */
    private record Environment(Map<String, String> variables) implements PropertiesFunction {

        @Override
        public String getName() {
            return "env";
        }

        @Override
        public String apply(String name) {
            return variables.get(name);
        }
    }
}
