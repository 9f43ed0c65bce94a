/**
 * A small executor of our own for the parts of n8n that the nodes use: routing of declarative nodes, and the functions that
 * n8n gives to the others. It is not n8n; the guide says what was run in n8n itself.
 */
import { createRequire } from 'node:module';
import * as gateway from '../../testing/gateway.mjs';

const require = createRequire(import.meta.url);
const load = (path) => Object.values(require(`../dist/${path}`))[0];

export const credentialType = new (load('credentials/TikTokGatewayApi.credentials.js'))();
export const nodes = Object.fromEntries(
  ['TikTok', 'TikTokTrigger', 'TikTokPullTrigger'].map((name) => [name, new (load(`nodes/TikTok/${name}.node.js`))()]),
);

/** Returns the credential with a key, by default one without limits that matter. */
export function credential(key = gateway.key, url = gateway.url) {
  return { url, apiKey: key };
}

async function request(credentials, options) {
  const { url, method = 'GET', headers, qs = {}, body, abortSignal } = await credentialType.authenticate(
    credentials,
    options,
  );
  const target = new URL(url);
  for (const [name, value] of Object.entries(qs).filter(([, given]) => given !== undefined)) {
    target.searchParams.set(name, value);
  }
  const response = await fetch(target, {
    method,
    headers: { ...headers, ...(hasContent(body) ? { 'content-type': 'application/json' } : {}) },
    body: hasContent(body) ? JSON.stringify(body) : undefined,
    redirect: 'manual',
    signal: abortSignal,
  });
  const text = await response.text();
  if (!response.ok && !options.ignoreHttpStatusErrors) {
    throw new Error(`status ${response.status}`);
  }
  return { statusCode: response.status, headers: Object.fromEntries(response.headers), body: text && JSON.parse(text) };
}

const hasContent = (body) => body !== undefined && Object.keys(body).length > 0;

/** Runs the test of a credential, and returns the caller that the gateway names. */
export async function testCredential(credentials) {
  return (await request(credentials, { ...credentialType.test.request, ignoreHttpStatusErrors: false })).body;
}

/** Returns the `this` of a node's functions. */
export function context(parameters = {}, { credentials = credential(), mode = 'trigger', callbackUrl, state = {} } = {}) {
  const emitted = [];
  return {
    emitted,
    errors: [],
    state,
    getNode: () => ({ id: '1', name: 'TikTok', type: 'tikTok', typeVersion: 1, position: [0, 0], parameters }),
    getItemIndex: () => 0,
    getMode: () => mode,
    getNodeParameter: (name, fallback) => parameters[name] ?? fallback,
    getCurrentNodeParameter: (path) => path.split('.').reduce((value, name) => value?.[name], parameters),
    getWorkflowStaticData: () => state,
    getNodeWebhookUrl: () => callbackUrl,
    emit: ([items]) => emitted.push(...items.map((item) => item.json)),
    emitError(error) {
      this.errors.push(error);
    },
    logger: console,
    helpers: {
      httpRequestWithAuthentication: (type, options) => request(credentials, options),
      returnJsonArray: (objects) => objects.map((json) => ({ json })),
    },
  };
}

/** Runs the declarative node with one empty item, and returns the items behind it. */
export async function execute(parameters, credentials = credential()) {
  const { requestDefaults, properties } = nodes.TikTok.description;
  const values = { ...Object.fromEntries(properties.map(({ name, default: value }) => [name, value])), ...parameters };
  const options = { ...requestDefaults, qs: {}, body: {} };
  const postReceive = [];
  const apply = (routing, $value) => {
    const { qs, ...rest } = routing?.request ?? {};
    Object.assign(options.qs, qs);
    Object.assign(options, rest);
    postReceive.push(...(routing?.output?.postReceive ?? []));
    if (routing?.send) {
      const { type, property, value } = routing.send;
      options[type === 'query' ? 'qs' : 'body'][property] = value ? evaluate(value, $value) : $value;
    }
  };
  for (const property of properties.filter((candidate) => isShown(candidate, values))) {
    const value = values[property.name];
    apply(property.routing, value);
    if (property.type === 'options') {
      apply(property.options?.find((option) => option.value === value)?.routing);
    } else if (property.type === 'collection') {
      property.options.filter(({ name }) => name in value).forEach(({ name, routing }) => apply(routing, value[name]));
    }
  }
  const self = context(values, { credentials });
  const response = await request(credentials, options);
  let items = [{ json: response.body }];
  for (const receive of postReceive) {
    items = await receive.call(self, items, response);
  }
  return items.map((item) => item.json);
}

function isShown({ displayOptions }, values) {
  return Object.entries(displayOptions?.show ?? {}).every(([name, allowed]) => allowed.includes(values[name]));
}

function evaluate(expression, $value) {
  const [, code] = /^=\{\{(.*)\}\}$/s.exec(expression);
  return new Function('$value', `return (${code});`)($value);
}
