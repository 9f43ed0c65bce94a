package io.github.cameltiktok.quickstart;

import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokResource;
import java.util.List;
import java.util.Locale;

/** One lookup. */
record Question(DataProvider provider, TikTokResource resource, String link) {

    private static final String CREATOR = "https://www.tiktok.com/@khaby.lame";

    /** What the providers' own pages show, for which the sandbox has their printed answers. */
    static final List<Question> DOCUMENTED = List.of(
            new Question(
                    DataProvider.APIDIRECT,
                    TikTokResource.VIDEO,
                    "https://www.tiktok.com/@tiktok/video/7516594811734854943"),
            new Question(
                    DataProvider.DUMPLINGAI,
                    TikTokResource.VIDEO,
                    "https://www.tiktok.com/@username/video/7321234567890123456"),
            new Question(
                    DataProvider.PEEKALINK,
                    TikTokResource.VIDEO,
                    "https://www.tiktok.com/@zachking/video/6768504823336815877"),
            new Question(DataProvider.APIDIRECT, TikTokResource.USER, CREATOR),
            new Question(DataProvider.DUMPLINGAI, TikTokResource.USER, CREATOR),
            new Question(DataProvider.PEEKALINK, TikTokResource.USER, CREATOR));

    /** Asks each of the providers about one link. A short link does not tell what it is; most are videos. */
    static List<Question> about(String link, List<DataProvider> providers) {
        TikTokResource resource =
                TikTokLink.parse(link).kind() == TikTokLink.Kind.USER ? TikTokResource.USER : TikTokResource.VIDEO;
        return providers.stream()
                .map(provider -> new Question(provider, resource, link))
                .toList();
    }

    /** The resource's name in URIs: {@code video} or {@code user}. */
    String resourceName() {
        return resource.name().toLowerCase(Locale.ROOT);
    }
}
