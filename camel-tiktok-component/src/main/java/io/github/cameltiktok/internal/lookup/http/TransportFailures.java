package io.github.cameltiktok.internal.lookup.http;

import io.github.cameltiktok.internal.lookup.http.BoundedBody.ResponseTooLargeException;
import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.ProviderException;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.RetryAdvice;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/** Maps exceptions of the HTTP client to provider failures. */
public final class TransportFailures {

    private static final String STOPPING = "was cancelled because the component is stopping";

    private TransportFailures() {}

    /**
     * Returns the failure of a call without a response.
     *
     * @param address base URL of the provider
     */
    public static ProviderException describe(Throwable cause, BaseUrl address) {
        if (cause instanceof ProviderException described) {
            return described;
        }
        if (cause instanceof ResponseTooLargeException) {
            return failure(RetryAdvice.NEVER, "stopped reading: " + cause.getMessage(), cause);
        }
        if (cause instanceof CancellationException) {
            return failure(RetryAdvice.YES, "gave no complete answer within responseTimeout", cause);
        }
        if (cause instanceof UnknownHostException) {
            return failure(RetryAdvice.YES, "could not find the host of " + address, cause);
        }
        if (cause instanceof ConnectTimeoutException) {
            return failure(RetryAdvice.YES, "could not connect to " + address + " within connectTimeout", cause);
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return failure(RetryAdvice.YES, "could not connect to " + address, cause);
        }
        if (cause instanceof SocketTimeoutException) {
            String handshake = address.isHttps() ? " (or connectTimeout, if it was the TLS handshake)" : "";
            return failure(
                    RetryAdvice.YES, "got no answer from " + address + " within responseTimeout" + handshake, cause);
        }
        if (cause instanceof SSLException && isAboutCertificate(cause)) {
            return failure(RetryAdvice.NEVER, "could not trust " + address + " (" + cause.getMessage() + ")", cause);
        }
        if (cause instanceof SSLException) {
            return failure(
                    RetryAdvice.YES, "could not set up TLS with " + address + " (" + cause.getMessage() + ")", cause);
        }
        if (cause instanceof MessageConstraintException) {
            return failure(
                    RetryAdvice.NEVER,
                    "stopped reading: the headers from " + address + " are too long or too many",
                    cause);
        }
        if (cause instanceof HttpException
                || cause instanceof MalformedChunkCodingException && !(cause instanceof TruncatedChunkException)) {
            // Without its message, which quotes the received bytes, and so perhaps the API key.
            return failure(
                    RetryAdvice.YES,
                    "received an invalid HTTP response from " + address,
                    new IOException(cause.getClass().getSimpleName()));
        }
        if (cause instanceof RejectedExecutionException || cause instanceof IllegalStateException) {
            return failure(RetryAdvice.NEVER, STOPPING, cause);
        }
        return failure(RetryAdvice.YES, "lost the connection to " + address + " before the answer was complete", cause);
    }

    private static boolean isAboutCertificate(Throwable failure) {
        if (failure instanceof SSLPeerUnverifiedException) {
            return true;
        }
        Throwable cause = failure.getCause();
        while (cause != null && !(cause instanceof GeneralSecurityException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    /** Returns the failure of a lookup that was in flight or queued when its component stopped. */
    public static ProviderFailure stopping() {
        return ProviderFailure.withoutAnswer(ErrorKind.UPSTREAM, RetryAdvice.NEVER, STOPPING);
    }

    private static ProviderException failure(RetryAdvice retry, String message, Throwable cause) {
        return new ProviderException(ProviderFailure.withoutAnswer(ErrorKind.UPSTREAM, retry, message), cause);
    }
}
