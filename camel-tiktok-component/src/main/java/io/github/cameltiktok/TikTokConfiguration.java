package io.github.cameltiktok;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/** The options that component and endpoints share. */
@UriParams
@Configurer(extended = true)
public class TikTokConfiguration implements Cloneable {

    @UriParam(
            description =
                    "Provider to call: apidirect, dumplingai, peekalink, or a bean of type TikTokProvider (#bean:id or its name). A comma-separated list is tried in order until one succeeds.")
    private @Nullable String provider;

    @UriParam(
            displayName = "API Key",
            label = "security",
            secret = true,
            description =
                    "API key of the provider. On the component it suits applications with one provider; with several, each has a key of its own (apidirect, dumplingai, peekalink).")
    private @Nullable String apiKey;

    @UriParam(
            description =
                    "Platform of the call: API, MAKE_DOT_COM, ZAPIER or another token of 1 to 64 characters (A-Z, 0-9, underscore, dot, hyphen). API if neither this option nor the message sets one.")
    private @Nullable String requestSource;

    @UriParam(
            defaultValue = "pojo",
            enums = "pojo,map,json,raw",
            description =
                    "Message body after the lookup: the record (pojo), a map or JSON text of it, or the bytes of the provider's answer (raw)")
    private OutputFormat outputFormat = OutputFormat.POJO;

    @UriParam(
            label = "advanced",
            defaultValue = "5000",
            javaType = "java.time.Duration",
            description = "Timeout for connecting to a provider, and again for the TLS handshake")
    private long connectTimeout = 5_000;

    @UriParam(
            label = "advanced",
            defaultValue = "20000",
            javaType = "java.time.Duration",
            description = "Socket timeout: longest time without receiving data")
    private long responseTimeout = 20_000;

    @UriParam(
            label = "advanced",
            defaultValue = "25000",
            javaType = "java.time.Duration",
            description = "Time limit of a lookup, including queueing, retries and fallback providers")
    private long deadline = 25_000;

    @UriParam(label = "advanced", defaultValue = "4194304", description = "Maximum size of an answer, in bytes")
    private long maxResponseSize = 4 * 1024 * 1024;

    @UriParam(
            label = "advanced",
            defaultValue = "3",
            description =
                    "Maximum retries per provider. Errors documented as retry-once are retried once even if this is 0.")
    private int maxRetries = 3;

    @UriParam(
            label = "advanced",
            defaultValue = "1000",
            javaType = "java.time.Duration",
            description =
                    "Delay before the first retry. It doubles with each retry, plus up to 25 percent of random jitter. A longer Retry-After of the provider takes precedence. No retry starts after the deadline.")
    private long retryDelay = 1_000;

    @UriParam(
            label = "advanced",
            defaultValue = "3600000",
            javaType = "java.time.Duration",
            description =
                    "Longest Retry-After of a provider that is obeyed, so that a wrong value cannot stop calls for years. For a daily quota, the next midnight UTC applies if it is later.")
    private long maxRetryAfter = 3_600_000;

    @UriParam(
            displayName = "Cache Time To Live",
            defaultValue = "0",
            javaType = "java.time.Duration",
            description =
                    "Time to live of cached answers; 0 disables the cache. Not-found is kept for a tenth of it. An answer expires before its signed media URLs do.")
    private long cacheTtl;

    @UriParam(
            label = "advanced",
            defaultValue = "1000",
            description =
                    "Maximum number of cached answers, each of up to 16 KiB; a larger one counts as several. All endpoints share the cache, and the largest setting applies.")
    private int cacheSize = 1_000;

    @UriParam(
            defaultValue = "false",
            description = "Also fall back to the next provider on not-found. Every successful call is billed.")
    private boolean failoverOnNotFound;

    @UriParam(
            label = "security",
            defaultValue = "false",
            description =
                    "Allow a baseUrl with plain http to hosts other than this machine. The API key is then sent in clear text.")
    private boolean allowInsecure = false;

    @UriParam(
            displayName = "SSL Context Parameters",
            label = "security",
            description = "TLS settings, such as own trusted certificates")
    private @Nullable SSLContextParameters sslContextParameters;

    @UriParam(label = "proxy", description = "Host of an HTTP proxy")
    private @Nullable String proxyHost;

    @UriParam(label = "proxy", description = "Port of the HTTP proxy")
    private @Nullable Long proxyPort;

    /** Returns a copy, for an endpoint to change. */
    public TikTokConfiguration copy() {
        try {
            return (TikTokConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public @Nullable String getProvider() {
        return provider;
    }

    public void setProvider(@Nullable String provider) {
        this.provider = provider == null ? null : Providers.withoutBlanks(provider);
    }

    public @Nullable String getApiKey() {
        return apiKey;
    }

    public void setApiKey(@Nullable String apiKey) {
        this.apiKey = apiKey;
    }

    public @Nullable String getRequestSource() {
        return requestSource;
    }

    public void setRequestSource(@Nullable String requestSource) {
        this.requestSource = requestSource;
    }

    public OutputFormat getOutputFormat() {
        return outputFormat;
    }

    public void setOutputFormat(OutputFormat outputFormat) {
        this.outputFormat = outputFormat;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getResponseTimeout() {
        return responseTimeout;
    }

    public void setResponseTimeout(long responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    public long getDeadline() {
        return deadline;
    }

    public void setDeadline(long deadline) {
        this.deadline = deadline;
    }

    public long getMaxResponseSize() {
        return maxResponseSize;
    }

    public void setMaxResponseSize(long maxResponseSize) {
        this.maxResponseSize = maxResponseSize;
    }

    public int getMaxRetries() {
        return maxRetries;
    }

    public void setMaxRetries(int maxRetries) {
        this.maxRetries = maxRetries;
    }

    public long getMaxRetryAfter() {
        return maxRetryAfter;
    }

    public void setMaxRetryAfter(long maxRetryAfter) {
        this.maxRetryAfter = maxRetryAfter;
    }

    public long getRetryDelay() {
        return retryDelay;
    }

    public void setRetryDelay(long retryDelay) {
        this.retryDelay = retryDelay;
    }

    public long getCacheTtl() {
        return cacheTtl;
    }

    public void setCacheTtl(long cacheTtl) {
        this.cacheTtl = cacheTtl;
    }

    public int getCacheSize() {
        return cacheSize;
    }

    public void setCacheSize(int cacheSize) {
        this.cacheSize = cacheSize;
    }

    public boolean isFailoverOnNotFound() {
        return failoverOnNotFound;
    }

    public void setFailoverOnNotFound(boolean failoverOnNotFound) {
        this.failoverOnNotFound = failoverOnNotFound;
    }

    public boolean isAllowInsecure() {
        return allowInsecure;
    }

    public void setAllowInsecure(boolean allowInsecure) {
        this.allowInsecure = allowInsecure;
    }

    public @Nullable SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(@Nullable SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public @Nullable String getProxyHost() {
        return proxyHost;
    }

    public void setProxyHost(@Nullable String proxyHost) {
        this.proxyHost = proxyHost;
    }

    public @Nullable Long getProxyPort() {
        return proxyPort;
    }

    public void setProxyPort(@Nullable Long proxyPort) {
        this.proxyPort = proxyPort;
    }
}
