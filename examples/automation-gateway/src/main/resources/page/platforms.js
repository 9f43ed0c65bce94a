/** How each platform names a field of the record, how it calls the gateway, and its connector. */
const path = (field, open, close) => field.split(".").map((part) => open + part + close).join("");
const address = (kind, subject) => `${location.origin}/v1/${kind}?subject=${encodeURIComponent(subject).replaceAll("'", "%27")}`;
const request = (kind, subject) => `GET ${address(kind, subject)}\nAuthorization: Bearer YOUR_KEY`;
const step = (title, source) => (kind, subject) =>
  `${title}\n\n${request(kind, subject)}\nRequest-Source: ${source}`;

export const platforms = [
  {
    name: "Zapier",
    connector: "zapier",
    expression: (field) => field.replaceAll(".", "__"),
    snippet: step("Webhooks by Zapier → GET", "ZAPIER"),
  },
  {
    name: "Make",
    connector: "make",
    expression: (field) => `{{1.data.${field}}}`,
    snippet: step("HTTP → Make a request, Parse response: yes", "MAKE_DOT_COM"),
  },
  {
    name: "n8n",
    connector: "n8n",
    expression: (field) => `{{ $json.${field} }}`,
    snippet: step("HTTP Request node, Response format: JSON", "N8N"),
  },
  {
    name: "Power Automate",
    connector: "power-automate",
    expression: (field) => `body('HTTP')${path(field, "?['", "']")}`,
    snippet: step("HTTP action", "POWER_AUTOMATE"),
  },
  {
    name: "Node-RED",
    connector: "node-red",
    expression: (field) => `msg.payload.${field}`,
    snippet: step("http request node, Return: a parsed JSON object", "NODE_RED"),
  },
  {
    name: "curl",
    expression: (field) => `jq -r '.${field}'`,
    snippet: (kind, subject) => `curl -H "Authorization: Bearer $GATEWAY_KEY" \\\n  '${address(kind, subject)}'`,
  },
  {
    name: "Camel",
    expression: (field) => `\${body.${field}}`,
    snippet: (kind, subject) =>
      `- from:\n    uri: direct:start\n    steps:\n      - setBody:\n          constant: ${JSON.stringify(subject)}\n      - to: tiktok:${kind}`,
  },
];
