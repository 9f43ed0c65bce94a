package io.github.cameltiktok.benchmark.startup;

import io.github.cameltiktok.benchmark.process.Measurement;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/** A small application with or without the connector on its class path. It must use only camel-main. */
final class StartUpProgram {

    private static final String ENTRY = "direct:lookup";
    static final String ID = "7321234567890000001";

    private StartUpProgram() {}

    /** @param arguments server address; empty for a route without the connector */
    public static void main(String[] arguments) throws Exception {
        Main main = new Main();
        if (arguments.length > 0) {
            main.addInitialProperty("camel.component.tiktok.provider", "dumplingai");
            main.addInitialProperty("camel.component.tiktok.dumplingai.api-key", "sk_benchmark");
            main.addInitialProperty("camel.component.tiktok.dumplingai.base-url", arguments[0]);
        }
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                if (arguments.length > 0) {
                    from(ENTRY).to("tiktok:video");
                } else {
                    from(ENTRY).process(exchange -> {});
                }
            }
        });
        main.start();
        ProcessTimes.startUntil(System.currentTimeMillis()).print();
        ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
        new Measurement(StartUp.CLASSES, classes.getTotalLoadedClassCount(), "classes").print();

        long before = System.nanoTime();
        Object answer = main.getCamelTemplate().requestBody(ENTRY, ID);
        new Measurement(StartUp.FIRST, (System.nanoTime() - before) / 1e6, "ms").print();
        ProcessTimes.cpu().print();
        new Measurement(StartUp.CLASSES_AFTER, classes.getTotalLoadedClassCount(), "classes").print();
        if (!answer.toString().contains(ID)) {
            throw new IllegalStateException("answer of another subject than " + ID + ": " + answer);
        }
        main.stop();
        System.exit(0);
    }
}
