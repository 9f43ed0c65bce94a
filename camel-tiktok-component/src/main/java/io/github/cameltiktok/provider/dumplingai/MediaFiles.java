package io.github.cameltiktok.provider.dumplingai;

import io.github.cameltiktok.model.Image;
import io.github.cameltiktok.model.Media;
import io.github.cameltiktok.provider.dumplingai.DumplingAiVideoResponse.Picture;
import io.github.cameltiktok.provider.dumplingai.DumplingAiVideoResponse.Video;
import io.github.cameltiktok.provider.mapping.SignedUrls;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files of a post: the stream and the download of a video, or the pictures of a photo post. */
final class MediaFiles {

    private MediaFiles() {}

    static List<Media> videos(Video file) {
        List<Media> media = new ArrayList<>();
        String play = file.playAddr();
        if (play != null) {
            media.add(video(file, Media.Variant.STANDARD, play, file.bitrate()));
        }
        String download = file.downloadAddr();
        if (download != null) {
            media.add(video(file, Media.Variant.DOWNLOAD, download, null));
        }
        return media;
    }

    /** Returns one file per picture. A response lists each picture under the URLs of several hosts. */
    static List<Media> pictures(List<Picture> pictures) {
        List<Media> media = new ArrayList<>();
        for (Picture picture : pictures) {
            List<String> addresses = picture.imageURL().urlList();
            if (!addresses.isEmpty()) {
                String url = addresses.get(0);
                media.add(new Media(
                        Media.Type.IMAGE,
                        Media.Variant.STANDARD,
                        url,
                        SignedUrls.expiresAt(url),
                        picture.imageWidth(),
                        picture.imageHeight(),
                        null,
                        null,
                        null));
            }
        }
        return media;
    }

    static List<Image> photoCover(Picture cover) {
        List<String> addresses = cover.imageURL().urlList();
        return addresses.isEmpty()
                ? List.of()
                : List.of(new Image(
                        Image.Variant.MEDIUM,
                        addresses.get(0),
                        cover.imageWidth(),
                        cover.imageHeight(),
                        SignedUrls.expiresAt(addresses.get(0))));
    }

    private static Media video(Video file, Media.Variant variant, String url, @Nullable Long bitrate) {
        return new Media(
                Media.Type.VIDEO,
                variant,
                url,
                SignedUrls.expiresAt(url),
                file.width(),
                file.height(),
                null,
                file.format(),
                bitrate);
    }
}
