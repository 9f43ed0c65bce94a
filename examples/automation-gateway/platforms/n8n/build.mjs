/** Compiles the package, and copies what n8n reads next to the code. */
import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));

export function build(target) {
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '-p', root, '--outDir', target], { stdio: 'inherit' });
  const node = join('nodes', 'TikTok');
  for (const file of readdirSync(join(root, node)).filter((name) => name.endsWith('.json'))) {
    cpSync(join(root, node, file), join(target, node, file));
  }
  cpSync(join(root, 'icons'), join(target, 'icons'), { recursive: true });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  build(join(root, 'dist'));
}
