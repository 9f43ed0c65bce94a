package io.github.cameltiktok.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokJson;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.apidirect.ApiDirect;
import io.github.cameltiktok.provider.dumplingai.DumplingAi;
import io.github.cameltiktok.provider.peekalink.Peekalink;

/** Lookups of the built-in providers, each with its documented sample and the subject of the sample. */
public enum Lookup {
    APIDIRECT_VIDEO(
            new ApiDirect().video(), "apidirect/video", "https://www.tiktok.com/@tiktok/video/7516594811734854943"),
    APIDIRECT_USER(new ApiDirect().user(), "apidirect/user", "https://www.tiktok.com/@tiktok"),
    DUMPLINGAI_VIDEO(
            new DumplingAi().video(), "dumplingai/video", "https://www.tiktok.com/@username/video/7321234567890123456"),
    DUMPLINGAI_USER(new DumplingAi().user(), "dumplingai/user", "https://www.tiktok.com/@username"),
    PEEKALINK_VIDEO(
            new Peekalink().video(), "peekalink/video", "https://www.tiktok.com/@zachking/video/6768504823336815877"),
    PEEKALINK_USER(new Peekalink().user(), "peekalink/user", "https://www.tiktok.com/@khaby.lame");

    private final ProviderOperation<?> operation;
    private final String files;
    private final TikTokLink subject;

    Lookup(ProviderOperation<?> operation, String files, String subject) {
        this.operation = operation;
        this.files = files;
        this.subject = TikTokLink.parse(subject);
    }

    public Sample sample() {
        return Sample.of(files + ".json");
    }

    public Sample expected() {
        return Sample.of(files + ".expected.json");
    }

    public TikTokLink subject() {
        return subject;
    }

    public ProviderRequest request(String subject, String requestSource) {
        return operation.request(TikTokLink.parse(subject), requestSource);
    }

    public boolean supports(String subject) {
        return operation.supports(TikTokLink.parse(subject));
    }

    public String whyUnsupported(String subject) {
        return operation.whyUnsupported(TikTokLink.parse(subject));
    }

    public TikTokRecord read(ProviderResponse answer) {
        return read(subject, answer);
    }

    public TikTokRecord read(TikTokLink requested, ProviderResponse response) {
        return operation.read(requested, response);
    }

    /** Returns the normalised JSON of a response. */
    public JsonNode json(Sample answer) {
        return Responses.json(TikTokJson.text(read(answer.answer())));
    }

    public ProviderFailure failure(ProviderResponse answer) {
        return Responses.failure(operation, subject, answer);
    }

    public FieldMutation fields() {
        return new FieldMutation(operation, subject, sample());
    }
}
