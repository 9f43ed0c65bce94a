/** The connection: address and key of a gateway, tested by a free request. */

/** Returns the key's caller. */
const test = async (z) => (await z.request("/v1/me")).data;

/** Returns the name of a connection. */
const connectionLabel = (z, bundle) => `${bundle.inputData.name} (${bundle.inputData.keyId})`;

export const authentication = {
  type: "custom",
  test,
  connectionLabel,
  fields: [
    {
      key: "gatewayUrl",
      label: "Gateway Address",
      type: "string",
      required: true,
      isNoSecret: true,
      placeholder: "https://gateway.example.com",
      helpText: "Address of the automation gateway, which must begin with https. Example: `https://gateway.example.com`.",
    },
    {
      key: "apiKey",
      label: "Key",
      type: "password",
      required: true,
      helpText: "Key that the operator of the gateway created for you. It begins with `ttg_`.",
    },
  ],
};
