/** Requests to the gateway, and its problems as Zapier's errors. */

/** Below the 30 s after which Zapier ends a step. */
const TIMEOUT_MS = 28_000;

/** Longest text of a problem that is shown. */
const MAX_DETAIL = 1_000;

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** Returns the origin of an address as people paste it: without a scheme, with a slash or with a path. */
function origin(z, address) {
  const text = String(address ?? "").trim();
  let url;
  try {
    url = new URL(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`);
  } catch {
    url = undefined;
  }
  if (url?.protocol === "https:" || (url?.protocol === "http:" && LOOPBACK.includes(url.hostname))) {
    return url.origin;
  }
  throw new z.errors.Error(
    "The address of the gateway must begin with https:// and have a host, such as https://gateway.example.com.",
    "invalid-address",
    400,
  );
}

/** Completes a request, whose URL is a path of the API, with address, key and the name of the platform. */
export function sendToGateway(request, z, bundle) {
  return {
    ...request,
    url: origin(z, bundle.authData.gatewayUrl) + request.url,
    headers: {
      ...request.headers,
      authorization: `Bearer ${bundle.authData.apiKey}`,
      "request-source": "ZAPIER",
    },
    // Followed, a redirect would carry the key to an address that no one has entered.
    redirect: "manual",
    timeout: TIMEOUT_MS,
  };
}

/**
 * Returns the response if it is a success, or a 404 that its caller handles (skipThrowForStatus). Otherwise throws the
 * error after which Zapier does the right thing: ask for a new connection, wait, stop the run, or fail it for a replay.
 */
export function throwForProblem(response, z) {
  const { status } = response;
  if (status < 300 || (status === 404 && response.skipThrowForStatus)) {
    return response;
  }
  const message = text(response);
  const delay = Number.parseInt(response.headers.get("retry-after") ?? "", 10);
  if (status === 401) {
    throw new z.errors.ExpiredAuthError(message);
  }
  if (status === 400) {
    throw new z.errors.HaltedError(message);
  }
  if (status === 429 || (status === 503 && delay > 0)) {
    throw new z.errors.ThrottledError(message, delay > 0 ? delay : null);
  }
  throw new z.errors.Error(message, response.data?.code ?? "gateway", status);
}

function text({ status, data, request }) {
  const { host } = new URL(request.url);
  if (typeof data?.detail === "string") {
    const reference = status >= 500 ? ` (request ${data.requestId} at ${host})` : "";
    return data.detail.slice(0, MAX_DETAIL) + reference;
  }
  return status < 400
    ? `${host} answered with a redirect (${status}). Enter the address that it leads to as the gateway's address.`
    : `${host} answered ${status} without a reason. Check that it is the address of an automation gateway.`;
}
