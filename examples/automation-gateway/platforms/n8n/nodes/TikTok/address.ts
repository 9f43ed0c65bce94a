/**
 * Returns the full address of a call to the gateway.
 *
 * @param gateway address as the user typed it; a path or a slash at its end is ignored
 * @param path of the call, or its full address; the HTTP Request node of n8n has none here
 */
export function targetOf(gateway: string, path: string | undefined): string {
  if (!path) {
    throw new Error('This credential is for the TikTok nodes only. Use a Header Auth credential in other nodes.');
  }
  const base = parse(gateway.trim());
  if (!base || (base.protocol !== 'https:' && !(base.protocol === 'http:' && isLocal(base.hostname)))) {
    throw new Error(
      'The gateway address of the credential must begin with https://, such as https://gateway.example.com. ' +
        'http:// is for a gateway on this machine or in the same Docker network only.',
    );
  }
  const target = new URL(path, base.origin);
  if (target.origin !== base.origin) {
    throw new Error('This credential is sent to its gateway only.');
  }
  return target.href;
}

function parse(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined;
}

/** Names without a dot are services of the same Docker network. */
function isLocal(host: string): boolean {
  return !/[.:]/.test(host) || ['127.0.0.1', '[::1]', 'host.docker.internal'].includes(host);
}
