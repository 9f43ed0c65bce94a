package io.github.cameltiktok.provider.peekalink;

import io.github.cameltiktok.model.Image;
import io.github.cameltiktok.model.Media;
import io.github.cameltiktok.model.TikTokVideo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Files of a preview: images or videos. A preview of a video usually contains only one still image. Therefore several
 * images indicate a photo post, but a single image does not.
 */
final class PreviewMedia {

    private static final Set<String> VIDEO_FORMATS = Set.of("mp4", "mov", "webm", "m4v", "m3u8");

    private final List<Preview.File> videos = new ArrayList<>();
    private final List<Preview.File> images = new ArrayList<>();

    /** @param media list of files in the preview */
    PreviewMedia(List<Preview.File> media) {
        for (Preview.File file : media) {
            String format = file.format();
            boolean isVideo = format != null && VIDEO_FORMATS.contains(format.toLowerCase(Locale.ROOT));
            (isVideo ? videos : images).add(file);
        }
    }

    TikTokVideo.Kind kind() {
        return videos.isEmpty() && images.size() > 1 ? TikTokVideo.Kind.PHOTO : TikTokVideo.Kind.VIDEO;
    }

    List<Image> cover() {
        return images.isEmpty() ? List.of() : images.get(0).images();
    }

    /** Returns each picture in its largest size. */
    List<Media> pictures() {
        List<Media> media = new ArrayList<>();
        for (Preview.File file : images) {
            List<Image> sizes = file.images();
            if (!sizes.isEmpty()) {
                Image largest = sizes.get(sizes.size() - 1);
                boolean isOriginal = largest.variant() == Image.Variant.ORIGINAL;
                media.add(new Media(
                        Media.Type.IMAGE,
                        isOriginal ? Media.Variant.ORIGINAL : Media.Variant.STANDARD,
                        largest.url(),
                        null,
                        largest.width(),
                        largest.height(),
                        isOriginal ? file.size() : null,
                        file.format(),
                        null));
            }
        }
        return media;
    }

    List<Media> videos() {
        List<Media> media = new ArrayList<>();
        for (Preview.File file : videos) {
            String own = file.url();
            String url = own != null ? own : file.original().url();
            if (url != null) {
                media.add(new Media(
                        Media.Type.VIDEO,
                        Media.Variant.ORIGINAL,
                        url,
                        null,
                        file.width(),
                        file.height(),
                        file.size(),
                        file.format(),
                        null));
            }
        }
        return media;
    }
}
