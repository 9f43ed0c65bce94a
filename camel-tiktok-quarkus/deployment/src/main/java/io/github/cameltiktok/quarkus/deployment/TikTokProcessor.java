package io.github.cameltiktok.quarkus.deployment;

import io.github.cameltiktok.TikTokCloudEventsTransformer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import java.nio.file.Path;
import org.apache.camel.quarkus.core.deployment.spi.CamelServiceBuildItem;

/** Build steps for applications with the TikTok component. */
final class TikTokProcessor {

    private static final String CLOUD_EVENTS =
            "META-INF/services/org/apache/camel/transformer/tiktok-application-cloudevents";

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem("camel-tiktok");
    }

    /**
     * Camel Quarkus excludes transformers to CloudEvents without the capability org.apache.camel.cloudevents. It belongs to
     * camel-quarkus-cloudevents, and an application must not have two providers of one capability.
     */
    @BuildStep
    CamelServiceBuildItem cloudEvents() {
        return new CamelServiceBuildItem(Path.of(CLOUD_EVENTS), TikTokCloudEventsTransformer.class.getName());
    }
}
