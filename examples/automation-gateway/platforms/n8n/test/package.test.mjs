import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';

import { build } from '../build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Content by path, without the output schemas: PlatformFilesTest compares those. */
function filesOf(folder) {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true })
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).isFile() && !path.includes('__schema__'))
      .map((path) => [relative(folder, path), readFileSync(path, 'utf8')])
      .sort(),
  );
}

test('dist is what the build writes', () => {
  const target = mkdtempSync(join(tmpdir(), 'n8n-'));
  try {
    build(target);
    assert.deepEqual(filesOf(join(root, 'dist')), filesOf(target), 'run npm run build, and commit dist');
  } finally {
    rmSync(target, { recursive: true });
  }
});

test('each file that the package names exists, and the package needs nothing at run time', () => {
  const files = [...manifest.n8n.nodes, ...manifest.n8n.credentials];
  assert.equal(files.length, 4);
  files.forEach((file) => assert.ok(statSync(join(root, file)).isFile(), file));
  assert.equal(manifest.dependencies, undefined);
});
