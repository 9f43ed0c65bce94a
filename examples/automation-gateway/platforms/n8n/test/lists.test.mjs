import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookupKey, wrongKey } from '../../testing/gateway.mjs';
import { context, credential, nodes } from './n8n.mjs';

const load = (method, parameters, key) =>
  nodes.TikTokTrigger.methods.loadOptions[method].call(context(parameters, { credentials: credential(key) }));

test('poll intervals have their price, before anything is created', async () => {
  const cadences = await load('getCadences', { resource: 'video' });
  const sixHours = cadences.find(({ value }) => value === 'PT6H');
  assert.match(sixHours.name, /^Every 6 hours: 4 calls a day, \$0\.024 a day/);
});

test('poll intervals have the price of the chosen provider', async () => {
  const names = async (provider) =>
    (await load('getCadences', { resource: 'video', options: { provider } })).map(({ name }) => name);
  assert.notDeepEqual(await names('apidirect'), await names('dumplingai'));
});

test('fields have a help text, and a trigger offers those that it can compare', async () => {
  const all = await load('getFields', { resource: 'user' });
  const watched = await load('getWatchedFields', { resource: 'user' });
  assert.ok(all.find(({ value }) => value === 'stats.followers').description);
  assert.ok(watched.length > 0 && watched.length < all.length);
});

test('configured providers have their price', async () => {
  const providers = await load('getProviders', { resource: 'video' });
  assert.match(providers.find(({ value }) => value === 'apidirect').description, /0\.006 USD a call/);
});

test('lists need no scope, but a key', async () => {
  assert.ok((await load('getProviders', { resource: 'video' }, lookupKey)).length > 0);
  await assert.rejects(load('getProviders', { resource: 'video' }, wrongKey), { httpCode: '401' });
});

test('each list that a form names exists', () => {
  for (const { description, methods } of Object.values(nodes)) {
    const named = JSON.stringify(description.properties).matchAll(/"loadOptionsMethod":"(\w+)"/g);
    const names = [...named].map(([, name]) => name);
    assert.ok(names.length > 1);
    names.forEach((name) => assert.equal(typeof methods.loadOptions[name], 'function', name));
  }
});
