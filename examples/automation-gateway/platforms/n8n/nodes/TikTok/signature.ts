import { createHmac, timingSafeEqual } from 'node:crypto';

/** As the libraries of Standard Webhooks have it. */
const TOLERANCE_SECONDS = 300;

/**
 * Returns whether a call was signed by Standard Webhooks with a secret, at most five minutes ago.
 *
 * @param secret as the watch had it, beginning with `whsec_`
 * @param body exact bytes of the call
 * @param nowSeconds Unix time
 */
export function isSigned(
  secret: string,
  headers: Record<string, string | string[] | undefined>,
  body: Buffer,
  nowSeconds: number,
): boolean {
  const id = String(headers['webhook-id'] ?? '');
  const timestamp = String(headers['webhook-timestamp'] ?? '');
  if (!id || !/^\d{1,12}$/.test(timestamp) || Math.abs(nowSeconds - Number(timestamp)) > TOLERANCE_SECONDS) {
    return false;
  }
  const expected = createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
    .update(`${id}.${timestamp}.`)
    .update(body)
    .digest();
  return String(headers['webhook-signature'] ?? '')
    .split(' ')
    .filter((signature) => signature.startsWith('v1,'))
    .map((signature) => Buffer.from(signature.slice(3), 'base64'))
    .some((actual) => actual.length === expected.length && timingSafeEqual(actual, expected));
}
