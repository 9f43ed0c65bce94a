package io.github.cameltiktok.quickstart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The lookups of a run and the accounts for them. Immutable.
 *
 * @param lookups lookups in order of execution
 * @param accounts accounts at the real providers; empty for a run against the sandbox
 */
record Settings(List<Lookup> lookups, List<Account> accounts) {

    static final String USAGE = """
            Usage: mvn -q -Dquickstart [-Dlink=LINK]

              LINK  a TikTok video or profile, such as https://www.tiktok.com/@khaby.lame

            Without an API key in the environment, the sandbox on this machine answers. Set APIDIRECT_API_KEY,
            DUMPLINGAI_API_KEY or PEEKALINK_API_KEY to call the real providers, one billed call each; LINK is then required.
            APIDIRECT_BASE_URL, DUMPLINGAI_BASE_URL and PEEKALINK_BASE_URL replace their base URLs.
            """;

    /** The API key and base URL of a provider; an empty base URL selects the provider's own. */
    record Account(DataProvider provider, String apiKey, String baseUrl) {

        /** Omits the key. */
        @Override
        public String toString() {
            return provider.title() + (baseUrl.isEmpty() ? "" : " at " + baseUrl);
        }
    }

    Settings {
        lookups = List.copyOf(lookups);
        accounts = List.copyOf(accounts);
    }

    /** @throws IllegalArgumentException for more than one link, or for an API key without a link */
    static Settings of(List<String> arguments, Map<String, String> environment) {
        List<String> links = arguments.stream().filter(text -> !text.isBlank()).toList();
        if (links.size() > 1) {
            throw new IllegalArgumentException("expected at most one link, but got " + links.size());
        }
        List<Account> accounts = accounts(environment);
        if (accounts.isEmpty()) {
            List<DataProvider> all = Arrays.asList(DataProvider.values());
            return new Settings(links.isEmpty() ? Lookup.DOCUMENTED : Lookup.of(links.get(0), all), accounts);
        }
        if (links.isEmpty()) {
            throw new IllegalArgumentException("The environment has an API key of "
                    + accounts.get(0).provider().title() + ", so a link is required: -Dlink=https://www.tiktok.com/@…");
        }
        return new Settings(
                Lookup.of(links.get(0), accounts.stream().map(Account::provider).toList()), accounts);
    }

    boolean sandbox() {
        return accounts.isEmpty();
    }

    private static List<Account> accounts(Map<String, String> environment) {
        List<Account> accounts = new ArrayList<>();
        for (DataProvider provider : DataProvider.values()) {
            String key = environment.getOrDefault(provider.keyVariable(), "");
            if (!key.isBlank()) {
                String baseUrl = environment.getOrDefault(provider.baseUrlVariable(), "");
                accounts.add(new Account(provider, key.strip(), baseUrl.strip()));
            }
        }
        return accounts;
    }
}
