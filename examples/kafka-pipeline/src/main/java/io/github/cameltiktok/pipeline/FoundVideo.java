package io.github.cameltiktok.pipeline;

import io.github.cameltiktok.TikTokHeaders;
import io.github.cameltiktok.model.TikTokVideo;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;

/** Creates the record of a video. TikTok's id is its key, so that records of one video stay in order. Thread-safe. */
final class FoundVideo implements Processor {

    private final VideoFormat format;

    FoundVideo(VideoFormat format) {
        this.format = format;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        TikTokVideo video =
                Objects.requireNonNull(message.getBody(TikTokVideo.class), "tiktok:video returned no video");
        int attempts = message.getHeader(TikTokHeaders.ATTEMPTS, 0, Integer.class);
        format.write(message, video);
        message.setHeader(
                KafkaConstants.KEY, video.id() != null ? video.id() : message.getHeader(TikTokHeaders.VIDEO_ID));
        message.removeHeaders("tiktok-error-*");
        message.removeHeader(RecordHeaders.DUE);
        message.removeHeader(RecordHeaders.RETRY);
        message.setHeader(
                RecordHeaders.ATTEMPTS, Integer.toString(Request.number(message, RecordHeaders.ATTEMPTS) + attempts));
        message.setHeader(RecordHeaders.REQUEST_SOURCE, message.getHeader(TikTokHeaders.REQUEST_SOURCE));
        Outcome.VIDEO.set(exchange);
    }
}
