/** Hidden triggers that fill the dropdowns. They are free. */

const hidden = (key, noun, perform) => ({
  key,
  noun,
  display: { label: `List of ${noun} Choices`, description: "Fills a dropdown.", hidden: true },
  operation: { type: "polling", perform },
});

/** Times between two polls with their price, which is that of the provider if one is chosen. */
const cadences = (kind) =>
  hidden(`${kind}Cadences`, "Cadence", async (z, bundle) => {
    const { data } = await z.request({
      url: "/v1/cadences",
      params: { kind, provider: bundle.inputData.provider },
      removeMissingValuesFrom: { params: true },
    });
    return data.map(({ every, label }) => ({ id: every, name: label }));
  });

const fields = (key, kind, isOffered) =>
  hidden(key, "Field", async (z) => {
    const { data } = await z.request({ url: "/v1/fields", params: { kind } });
    return data.filter(isOffered).map(({ name, description }) => ({ id: name, name: `${name}: ${description}` }));
  });

/** Providers that the operator has configured, with their price. */
const providers = hidden("providers", "Provider", async (z) => {
  const { data } = await z.request("/v1/providers");
  return data
    .filter(({ configured }) => configured)
    .map(({ name, title, videoPrice, userPrice }) => {
      const prices = [videoPrice && `${videoPrice} a video`, userPrice && `${userPrice} a creator`].filter(Boolean);
      return { id: name, name: prices.length > 0 ? `${title}: ${prices.join(", ")}` : title };
    });
});

const all = [
  ...["video", "user"].flatMap((kind) => [
    cadences(kind),
    fields(`${kind}Fields`, kind, () => true),
    fields(`${kind}WatchableFields`, kind, ({ watchable }) => watchable),
  ]),
  providers,
];

export const hiddenTriggers = Object.fromEntries(all.map((trigger) => [trigger.key, trigger]));
