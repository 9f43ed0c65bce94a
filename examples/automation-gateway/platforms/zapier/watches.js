/** Instant triggers: a Zap that is switched on is a watch of the gateway. */
import { Webhook } from "standardwebhooks";

/** Returns the functions of a trigger. */
export const watch = (kind) => ({
  type: "hook",
  performSubscribe: subscribe(kind),
  performUnsubscribe: unsubscribe,
  perform: receive,
  performList: sample(kind),
});

/**
 * Returns what Zapier keeps as bundle.subscribeData. There is no Idempotency-Key: the address of the webhook is all that
 * Zapier has to make one of, and with it a Zap that is switched on again within a day would get its deleted watch. A
 * watch that is created twice ends by itself, because Zapier answers 410 at the address that it does not use.
 */
const subscribe = (kind) => async (z, bundle) => {
  const { watch: fields, ...input } = bundle.inputData;
  const { data } = await z.request({
    method: "POST",
    url: "/v1/watches",
    body: { ...input, kind, watch: fields?.join(), callbackUrl: bundle.targetUrl },
  });
  return { id: data.id, secret: data.secret };
};

/** Deletes the watch; the gateway answers the same if it is gone. */
const unsubscribe = async (z, bundle) => {
  await z.request({ method: "DELETE", url: `/v1/watches/${encodeURIComponent(bundle.subscribeData.id)}` });
  return { id: bundle.subscribeData.id };
};

/** Returns the event of a webhook that the gateway has signed. */
const receive = (z, bundle) => {
  const { headers, content } = bundle.rawRequest;
  // Zapier names them Http-Webhook-Id and so on.
  const names = Object.entries(headers).map(([name, value]) => [name.replace(/^http-/i, ""), value]);
  try {
    return [new Webhook(bundle.subscribeData.secret).verify(content, Object.fromEntries(names))];
  } catch (error) {
    throw new z.errors.HaltedError(`The webhook is not one of the gateway, or is older than 5 minutes: ${error.message}.`);
  }
};

/** Returns an example of the user's own subject, or a built-in one if it is not visible. */
const sample = (kind) => async (z, bundle) => {
  const { subject } = bundle.inputData;
  const response = await z.request({ url: "/v1/samples", params: { kind, subject }, skipThrowForStatus: true });
  return response.status === 404 ? (await z.request({ url: "/v1/samples", params: { kind } })).data : response.data;
};
