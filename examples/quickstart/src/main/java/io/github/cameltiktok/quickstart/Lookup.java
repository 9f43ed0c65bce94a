package io.github.cameltiktok.quickstart;

import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokResource;
import java.util.List;
import java.util.Locale;

/** A lookup of a link at one provider. */
record Lookup(DataProvider provider, TikTokResource resource, String link) {

    private static final String CREATOR = "https://www.tiktok.com/@khaby.lame";

    /** The subjects of the samples on the providers' pages; the sandbox returns these samples. */
    static final List<Lookup> DOCUMENTED = List.of(
            new Lookup(
                    DataProvider.APIDIRECT,
                    TikTokResource.VIDEO,
                    "https://www.tiktok.com/@tiktok/video/7516594811734854943"),
            new Lookup(
                    DataProvider.DUMPLINGAI,
                    TikTokResource.VIDEO,
                    "https://www.tiktok.com/@username/video/7321234567890123456"),
            new Lookup(
                    DataProvider.PEEKALINK,
                    TikTokResource.VIDEO,
                    "https://www.tiktok.com/@zachking/video/6768504823336815877"),
            new Lookup(DataProvider.APIDIRECT, TikTokResource.USER, CREATOR),
            new Lookup(DataProvider.DUMPLINGAI, TikTokResource.USER, CREATOR),
            new Lookup(DataProvider.PEEKALINK, TikTokResource.USER, CREATOR));

    /** Returns a lookup of the link at each provider. A short link is assumed to be a video, as most are. */
    static List<Lookup> of(String link, List<DataProvider> providers) {
        TikTokResource resource =
                TikTokLink.parse(link).kind() == TikTokLink.Kind.USER ? TikTokResource.USER : TikTokResource.VIDEO;
        return providers.stream()
                .map(provider -> new Lookup(provider, resource, link))
                .toList();
    }

    /** Returns the resource's name in URIs: {@code video} or {@code user}. */
    String resourceName() {
        return resource.name().toLowerCase(Locale.ROOT);
    }
}
