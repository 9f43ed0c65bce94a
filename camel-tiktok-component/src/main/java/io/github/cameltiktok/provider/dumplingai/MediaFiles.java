package io.github.cameltiktok.provider.dumplingai;

import io.github.cameltiktok.model.Image;
import io.github.cameltiktok.model.Media;
import io.github.cameltiktok.provider.mapping.JsonFields;
import io.github.cameltiktok.provider.mapping.SignedUrls;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files of a post: the stream and the download of a video, or the pictures of a photo post. */
final class MediaFiles {

    private MediaFiles() {}

    static List<Media> videos(JsonFields file) {
        List<Media> media = new ArrayList<>();
        String play = file.url("playAddr");
        if (play != null) {
            media.add(video(file, Media.Variant.STANDARD, play, file.size("bitrate")));
        }
        String download = file.url("downloadAddr");
        if (download != null) {
            media.add(video(file, Media.Variant.DOWNLOAD, download, null));
        }
        return media;
    }

    /** Returns one file per picture. A response lists each picture under the URLs of several hosts. */
    static List<Media> pictures(JsonFields item) {
        List<Media> media = new ArrayList<>();
        for (JsonFields picture : item.object("imagePost").objects("images")) {
            List<String> addresses = picture.object("imageURL").urls("urlList");
            if (!addresses.isEmpty()) {
                String url = addresses.get(0);
                media.add(new Media(
                        Media.Type.IMAGE,
                        Media.Variant.STANDARD,
                        url,
                        SignedUrls.expiresAt(url),
                        picture.pixels("imageWidth"),
                        picture.pixels("imageHeight"),
                        null,
                        null,
                        null));
            }
        }
        return media;
    }

    static List<Image> photoCover(JsonFields item) {
        JsonFields cover = item.object("imagePost").object("cover");
        List<String> addresses = cover.object("imageURL").urls("urlList");
        return addresses.isEmpty()
                ? List.of()
                : List.of(new Image(
                        Image.Variant.MEDIUM,
                        addresses.get(0),
                        cover.pixels("imageWidth"),
                        cover.pixels("imageHeight"),
                        SignedUrls.expiresAt(addresses.get(0))));
    }

    private static Media video(JsonFields file, Media.Variant variant, String url, @Nullable Long bitrate) {
        return new Media(
                Media.Type.VIDEO,
                variant,
                url,
                SignedUrls.expiresAt(url),
                file.pixels("width"),
                file.pixels("height"),
                null,
                file.text("format"),
                bitrate);
    }
}
