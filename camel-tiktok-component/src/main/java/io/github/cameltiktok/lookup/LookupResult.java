package io.github.cameltiktok.lookup;

import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.ProviderResponse;

/**
 * What came of a lookup.
 *
 * @param record the normalised record
 * @param response the answer that it was read from
 */
public record LookupResult<T extends TikTokRecord>(T record, ProviderResponse response) {}
