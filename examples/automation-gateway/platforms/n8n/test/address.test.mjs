import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';

const { targetOf } = createRequire(import.meta.url)('../dist/nodes/TikTok/address.js');

test('a slash or a path behind the address does not hurt', () => {
  for (const address of ['https://gw.example', 'https://gw.example/', ' https://gw.example/docs#key ']) {
    assert.equal(targetOf(address, '/v1/me'), 'https://gw.example/v1/me');
  }
});

test('http is for this machine and for names of a Docker network only', () => {
  for (const host of ['localhost:8080', '127.0.0.1:8080', '[::1]:8080', 'gateway:8080', 'host.docker.internal:8080']) {
    assert.equal(targetOf(`http://${host}`, '/v1/me'), `http://${host}/v1/me`);
  }
  for (const address of ['http://gw.example', 'http://10.0.0.1', 'http://[2001:db8::1]', 'ftp://localhost', 'gw', '']) {
    assert.throws(() => targetOf(address, '/v1/me'), /must begin with https/, address);
  }
});

test('the key is not sent to another host', () => {
  assert.equal(targetOf('https://gw.example', 'https://gw.example/v1/me'), 'https://gw.example/v1/me');
  for (const target of ['https://evil.example/v1/me', '//evil.example/v1/me', 'http://gw.example/v1/me']) {
    assert.throws(() => targetOf('https://gw.example', target), /to its gateway only/);
  }
});

test('a node that names its target elsewhere does not get the key', () => {
  assert.throws(() => targetOf('https://gw.example', undefined), /TikTok nodes only/);
});
