package io.github.cameltiktok.springboot;

import io.github.cameltiktok.TikTokComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.util.ConditionalOnCamelContextAndAutoConfigurationBeans;
import org.apache.camel.spring.boot.util.ConditionalOnHierarchicalProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/** Configures the component {@code tiktok} from {@link TikTokProperties}. */
@AutoConfiguration(after = CamelAutoConfiguration.class)
@ConditionalOnClass(TikTokComponent.class)
@Conditional(ConditionalOnCamelContextAndAutoConfigurationBeans.class)
@ConditionalOnHierarchicalProperties({"camel.component", TikTokProperties.PREFIX})
@EnableConfigurationProperties(TikTokProperties.class)
public class TikTokAutoConfiguration {

    TikTokAutoConfiguration(Environment environment) {
        PropertyNames.check(environment);
    }

    @Bean
    static CamelDurationConverter tiktokDurationConverter() {
        return new CamelDurationConverter();
    }

    /** Lazy: the CamelContext must exist first. */
    @Bean
    @Lazy
    TikTokComponentCustomizer tiktokComponentCustomizer(
            CamelContext context, TikTokProperties properties, ObjectProvider<SslBundles> bundles) {
        return new TikTokComponentCustomizer(
                context, properties, name -> bundles.getObject().getBundle(name));
    }
}
