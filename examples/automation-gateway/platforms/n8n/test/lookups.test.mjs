import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, limitedKey, subjects, url, wrongKey } from '../../testing/gateway.mjs';
import { context, credential, execute, nodes, testCredential } from './n8n.mjs';

const find = (resource, subject, options = {}, credentials = credential()) =>
  execute({ resource, operation: 'find', subject, options }, credentials);

const failure = (promise, expected) =>
  assert.rejects(promise, (error) => {
    assert.equal(error.constructor.name, 'NodeApiError');
    for (const [name, pattern] of Object.entries(expected)) {
      assert.match(String(error[name]), pattern);
    }
    return true;
  });

test('a good key passes the test of the credential, which names its caller', async () => {
  const { name, scopes } = await testCredential(credential(undefined, `${url}/`));
  assert.ok(name);
  assert.deepEqual(scopes, ['lookup', 'watch']);
});

test('a wrong key fails the test of the credential', async () => {
  await assert.rejects(testCredential(credential(wrongKey)), /401/);
});

test('Find Video returns the record, and that it was found', async () => {
  const [video, ...others] = await find('video', subjects.video);
  const record = (await call(`/v1/video?subject=${subjects.video}`)).body;
  assert.deepEqual(others, []);
  assert.deepEqual(Object.keys(video), ['found', ...Object.keys(record)]);
  assert.equal(video.found, true);
  assert.equal(video.id, subjects.video);
});

test('Find Creator returns the record', async () => {
  const [creator] = await find('user', subjects.creator);
  assert.equal(creator.found, true);
  assert.equal(creator.handle, 'some.cook');
});

test('options select fields and provider', async () => {
  const [video] = await find('video', subjects.video, {
    fields: ['stats.plays', 'author.handle'],
    provider: 'apidirect',
    fresh: true,
  });
  assert.deepEqual(Object.keys(video.stats), ['plays']);
  assert.deepEqual(Object.keys(video.author), ['handle']);
  assert.equal(video.caption, undefined);
});

test('options that were added but left empty change nothing', async () => {
  const [video] = await find('video', subjects.video, { fields: [], provider: '', fresh: false });
  assert.equal(video.id, subjects.video);
});

test('a flow branches on a missing video without an error path', async () => {
  const items = (await Promise.all([find('video', subjects.video), find('video', subjects.missing)])).flat();
  const [found, missing] = [true, false].map((wanted) => items.filter((item) => item.found === wanted));
  assert.equal(found.length, 1);
  assert.equal(missing.length, 1);
  assert.equal(missing[0].code, 'not-visible');
  assert.match(missing[0].reason, /\w/);
});

test('Look Up Many returns one item for each subject, a bad one among them', async () => {
  const items = await execute({
    resource: 'video',
    operation: 'lookUpMany',
    subjects: `${subjects.video}\n\n ${subjects.wrong} \n${subjects.creator}, ${subjects.missing}`,
  });
  assert.deepEqual(
    items.map((item) => [item.found, item.status]),
    [
      [true, 200],
      [false, 400],
      [true, 200],
      [false, 404],
    ],
  );
  assert.equal(items[0].video.id, subjects.video);
  assert.match(items[1].problem.detail, /\w/);
  assert.equal(items[2].user.handle, 'some.cook');
});

test('Look Up Many takes a list from an expression, and waits for all of it', async () => {
  const many = Array.from({ length: 100 }, (_, number) => String(7300000000000000000n + BigInt(number)));
  const items = await execute({
    resource: 'video',
    operation: 'lookUpMany',
    subjects: many,
    options: { provider: 'apidirect' },
  });
  assert.deepEqual(
    items.map((item) => item.index),
    many.map((_, index) => index),
  );
});

test('a wrong subject is an error of the user, in the words of the gateway', async () => {
  const { detail } = (await call(`/v1/video?subject=${encodeURIComponent(subjects.wrong)}`)).body;
  await failure(find('video', subjects.wrong), { httpCode: /^400$/, message: new RegExp(detail.slice(0, 20)) });
});

test('a wrong key asks for another key, and does not show the key', async () => {
  await assert.rejects(find('video', subjects.video, {}, credential(wrongKey)), (error) => {
    assert.equal(error.httpCode, '401');
    assert.match(error.description, /Open the credential and paste a valid key/);
    assert.doesNotMatch(JSON.stringify(error) + error.stack, new RegExp(wrongKey));
    return true;
  });
});

test('a used rate says when to try again', async () => {
  const limited = () => find('video', subjects.video, {}, credential(limitedKey));
  await limited().catch(() => undefined);
  await failure(limited(), { httpCode: /^429$/, description: /^Try again in \d+ s\./ });
});

test('a provider that fails is no error of the user', async () => {
  await failure(find('video', subjects.failing), { httpCode: /^502$/, description: /Retry On Fail/ });
});

test('an address that is no gateway is named', async () => {
  const self = context();
  self.helpers.httpRequestWithAuthentication = async () => ({ statusCode: 502, headers: {}, body: '<html>' });
  self.getCurrentNodeParameter = () => 'video';
  await failure(nodes.TikTok.methods.loadOptions.getFields.call(self), { message: /address answered status 502/ });
});
