import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { Webhook } from 'standardwebhooks';

const { isSigned } = createRequire(import.meta.url)('../dist/nodes/TikTok/signature.js');

const secret = `whsec_${Buffer.from('a secret of 24 bytes ....').toString('base64')}`;
const other = `whsec_${Buffer.from('another secret, 24 bytes').toString('base64')}`;
const body = '{"summary":"plays 1,000 → 2,000"}';
const now = Math.floor(Date.now() / 1000);

function headers(by = secret, at = now, id = 'evt_1') {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(at),
    'webhook-signature': new Webhook(by).sign(id, new Date(at * 1000), body),
  };
}

const isGood = (given, text = body) => isSigned(secret, given, Buffer.from(text), now);

test('signatures of the published library are accepted, and its refusals are shared', () => {
  const given = headers();
  assert.ok(new Webhook(secret).verify(body, given));
  assert.ok(isGood(given));

  for (const [reason, bad, text = body] of [
    ['another secret', headers(other)],
    ['another body', given, body.replace('2', '3')],
    ['another id', { ...given, 'webhook-id': 'evt_2' }],
    ['another time', { ...given, 'webhook-timestamp': String(now + 1) }],
    ['too old', headers(secret, now - 301)],
    ['too new', headers(secret, now + 301)],
    ['no signature', { ...given, 'webhook-signature': undefined }],
    ['another version', { ...given, 'webhook-signature': given['webhook-signature'].replace('v1,', 'v2,') }],
    ['no id', { ...given, 'webhook-id': undefined }],
    ['odd time', { ...given, 'webhook-timestamp': '1e9' }],
    ['empty', {}],
  ]) {
    assert.throws(() => new Webhook(secret).verify(text, bad), `the library accepts ${reason}`);
    assert.equal(isGood(bad, text), false, reason);
  }
});

test('one good signature of several is enough, as during the rotation of a secret', () => {
  const given = headers();
  const rotated = `${headers(other)['webhook-signature']} ${given['webhook-signature']}`;

  assert.ok(isGood({ ...given, 'webhook-signature': rotated }));
});
