import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, describe, test } from 'node:test';
import { assertNoMoreCalls, call, eventually, lookupKey, subjects } from '../../testing/gateway.mjs';
import { startReceiver, verify } from '../../testing/receiver.mjs';
import { context, credential, nodes } from './n8n.mjs';

const { pullEvents } = createRequire(import.meta.url)('../dist/nodes/TikTok/pull.js');
const { default: hooks } = nodes.TikTokTrigger.webhookMethods;
const video = { resource: 'video', subject: subjects.growingVideo, every: 'PT10S' };
const creator = { resource: 'user', subject: subjects.growingCreator, every: 'PT10S', options: {} };
const isChange = (event) => !event.sample && event.type.endsWith('.changed');

/** Lets n8n's node receive a call, and returns its items, or the status of its refusal. */
async function receive({ headers, body }, state) {
  let status;
  const response = { status: (code) => ((status = code), response), send: () => response, end: () => response };
  const { workflowData } = await nodes.TikTokTrigger.webhook.call({
    ...context({}, { state }),
    getRequestObject: () => ({ headers, rawBody: Buffer.from(body) }),
    getResponseObject: () => response,
    getBodyData: () => JSON.parse(body),
  });
  return workflowData ? workflowData[0].map(({ json }) => json) : status;
}

/** Names of all values, of the first element of each list. */
function namesOf(value, prefix = '') {
  const object = Array.isArray(value) ? value[0] : value;
  return object && typeof object === 'object'
    ? Object.entries(object).flatMap(([name, inner]) => [prefix + name, ...namesOf(inner, `${prefix}${name}.`)])
    : [];
}

function assertTellsTheChange(event, field) {
  const change = event.changes.find((candidate) => candidate.field === field);
  assert.equal(change.after - change.before, change.delta);
  assert.match(event.summary, /^@\S+: .* → /);
  assert.equal(event.requestSource, 'N8N');
}

/** The sample may have a record of another video, whose absent values it lacks. */
function assertSameShape(sample, event) {
  const outline = ({ video: record, user, ...rest }) => namesOf(rest).sort();
  assert.deepEqual(outline(sample), outline(event));
}

describe('triggers', { concurrency: true }, () => {
  test('a webhook trigger gets a sample at once and then real changes, until it is deleted', async () => {
    const receiver = await startReceiver();
    const options = { watch: ['stats.plays'], label: 'Launch video', minGrowth: '1' };
    const self = context({ ...video, options }, { callbackUrl: receiver.url, mode: 'manual' });
    try {
      assert.equal(await hooks.checkExists.call(self), false);
      assert.equal(await hooks.create.call(self), true);
      assert.equal(await hooks.checkExists.call(self), true);
      const watch = (await call(`/v1/watches/${self.state.watchId}`)).body;
      assert.deepEqual([watch.requestSource, watch.label, watch.watch], ['N8N', 'Launch video', 'stats.plays']);

      const sample = await receiver.next((event) => event.sample);
      assert.equal((await receive(sample, self.state))[0].id, sample.event.id);

      const real = await receiver.next(isChange);
      const [event] = await receive(real, self.state);
      assert.deepEqual(event, verify(self.state.secret, real));
      assertTellsTheChange(event, 'stats.plays');
      assertSameShape(sample.event, event);

      const forged = { ...real, body: real.body.replace('"delta"', '"Delta"') };
      assert.equal(await receive(forged, self.state), 401);
      assert.equal(await receive(real, {}), 401);
    } finally {
      await hooks.delete.call(self);
      await receiver.close();
    }
    assert.deepEqual(self.state, {});
    await hooks.delete.call(self);
  });

  test('a webhook trigger whose parameters changed replaces its watch', async () => {
    const receiver = await startReceiver();
    const parameters = { ...creator, every: 'PT6H' };
    const self = context(parameters, { callbackUrl: receiver.url });
    try {
      await hooks.create.call(self);
      const { watchId } = self.state;
      parameters.every = 'PT12H';
      assert.equal(await hooks.checkExists.call(self), false);
      await hooks.create.call(self);
      assert.notEqual(self.state.watchId, watchId);
      assert.equal((await call(`/v1/watches/${watchId}`)).status, 404);
    } finally {
      await hooks.delete.call(self);
      await receiver.close();
    }
  });

  test('a pull trigger starts the workflow for real changes without a public address, until it is closed', async () => {
    const self = context(creator);
    const { closeFunction } = await nodes.TikTokPullTrigger.trigger.call(self);
    try {
      const event = await eventually('an event', () => self.emitted.find(isChange));
      assertTellsTheChange(event, 'stats.followers');
      assert.equal((await call(`/v1/watches/${self.state.watchId}`)).body.callbackHost, undefined);
    } finally {
      await closeFunction();
    }
    assert.deepEqual(self.errors, []);
  });

  test('a pull trigger goes on with its watch and position after a crash', async () => {
    const first = context({ ...video, options: {} });
    await nodes.TikTokPullTrigger.trigger.call(first).then(async ({ closeFunction }) => {
      const { watchId } = first.state;
      const second = context({ ...video, options: {} }, { state: structuredClone(first.state) });
      const again = await nodes.TikTokPullTrigger.trigger.call(second);
      assert.equal(second.state.watchId, watchId);
      await again.closeFunction();
      await closeFunction();
    });
  });

  test('a pull trigger hands n8n the error if its watch is gone', async () => {
    const self = context({}, { state: { watchId: 'wat_gone', after: '0' } });
    await pullEvents(self, new AbortController().signal);
    assert.deepEqual(
      self.errors.map((error) => error.httpCode),
      ['404'],
    );
  });

  test('a pull trigger shows a sample in the editor, and creates nothing', async () => {
    const self = context({ ...video, options: {} }, { mode: 'manual' });
    const { manualTriggerFunction } = await nodes.TikTokPullTrigger.trigger.call(self);
    await manualTriggerFunction();
    assert.equal(self.emitted[0].sample, true);
    assert.equal(self.emitted[0].subject.id, '7000000000000000020');
    assert.deepEqual(self.state, {});
  });

  test('a key without the scope for watches is refused with a reason', async () => {
    const self = context({ ...video, options: {} }, { credentials: credential(lookupKey) });
    await assert.rejects(nodes.TikTokPullTrigger.trigger.call(self), { httpCode: '403', message: /scope/ });
  });
});

after(assertNoMoreCalls);
