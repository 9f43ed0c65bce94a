package io.github.cameltiktok.quickstart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What one run is to do. Immutable.
 *
 * @param questions in the order in which they are asked
 * @param accounts at the real providers; empty for a run against the sandbox
 */
record Settings(List<Question> questions, List<Account> accounts) {

    static final String USAGE = """
            Usage: mvn -q -Dquickstart [-Dlink=LINK]

              LINK  a TikTok video or profile, such as https://www.tiktok.com/@khaby.lame

            Without a key in the environment the sandbox on this machine is asked. With one or more of APIDIRECT_API_KEY,
            DUMPLINGAI_API_KEY and PEEKALINK_API_KEY the real providers are asked, one billed call each, and LINK is needed.
            APIDIRECT_BASE_URL, DUMPLINGAI_BASE_URL and PEEKALINK_BASE_URL lead to them through another address.
            """;

    /** An account at a real provider, and the address to use it at; empty for the provider's own. */
    record Account(DataProvider provider, String apiKey, String baseUrl) {

        /** Leaves the key out. */
        @Override
        public String toString() {
            return provider.title() + (baseUrl.isEmpty() ? "" : " at " + baseUrl);
        }
    }

    Settings {
        questions = List.copyOf(questions);
        accounts = List.copyOf(accounts);
    }

    /** @throws IllegalArgumentException if arguments and environment do not go together; the message says how */
    static Settings of(List<String> arguments, Map<String, String> environment) {
        List<String> links = arguments.stream().filter(text -> !text.isBlank()).toList();
        if (links.size() > 1) {
            throw new IllegalArgumentException("There must be one link at most, but there are " + links.size());
        }
        List<Account> accounts = accounts(environment);
        if (accounts.isEmpty()) {
            List<DataProvider> all = Arrays.asList(DataProvider.values());
            return new Settings(links.isEmpty() ? Question.DOCUMENTED : Question.about(links.get(0), all), accounts);
        }
        if (links.isEmpty()) {
            throw new IllegalArgumentException("The environment holds a key for "
                    + accounts.get(0).provider().title() + ", so a link is needed: -Dlink=https://www.tiktok.com/@…");
        }
        return new Settings(
                Question.about(
                        links.get(0), accounts.stream().map(Account::provider).toList()),
                accounts);
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
