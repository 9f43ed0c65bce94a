package io.github.cameltiktok.springboot;

import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.springframework.boot.ssl.SslBundle;

/** The certificates and keys of an SSL bundle, as Camel's TLS settings. */
final class SslBundleParameters extends SSLContextParameters {

    private final SslBundle bundle;

    SslBundleParameters(SslBundle bundle) {
        this.bundle = bundle;
    }

    @Override
    public SSLContext createSSLContext(CamelContext context) {
        return bundle.createSslContext();
    }
}
