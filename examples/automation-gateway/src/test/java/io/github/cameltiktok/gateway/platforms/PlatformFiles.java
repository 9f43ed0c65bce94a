package io.github.cameltiktok.gateway.platforms;

import java.util.List;
import java.util.Map;

/** Writes the generated files of one platform. */
interface PlatformFiles {

    /** Returns the folder below {@code platforms/}. */
    String folder();

    /**
     * Returns the content by path below the folder. A folder with a generated file has no other files, unless it is the first one.
     *
     * @param steps as {@link Steps#all} returns them
     */
    Map<String, String> files(List<Step> steps);
}
