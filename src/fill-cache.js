// Loads everything once, so that it is kept compiled: deploy/fill-cache.sh.
import { glob } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { keepCompiled } from './compile-cache.js';

const root = path.resolve(import.meta.dirname, '..');
/** These do something when they are loaded, or belong to those that do. */
const programs = ['src/*cli.ts', 'src/demo.ts', 'src/sandbox/**', 'src/wizard/**', '**/*.d.ts'];
/** Libraries that wait for their first use. */
const later = ['got', '@slack/bolt'];

keepCompiled();
for await (const file of glob('{src,commands,jobs,migrations}/**/*.ts', {
  cwd: root,
  exclude: programs,
})) {
  await import(pathToFileURL(path.join(root, file)).href);
}
await Promise.all(later.map((name) => import(name)));
