import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const root = path.resolve(import.meta.dirname, '..');
const lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().default(false),
    }),
  ),
});

/** What the files in them say, where the package itself says nothing. */
const fromTheirFiles: Readonly<Record<string, string>> = {
  'combine-errors': 'MIT',
  'xmlhttprequest-ssl': 'MIT',
};

/** Every package that is part of an installation, by licence, as the lock file has them. */
export function licenceRows(): string[][] {
  const text = readFileSync(path.join(root, 'package-lock.json'), 'utf8');
  const byLicence = new Map<string, Set<string>>();
  for (const [place, { version, license, dev }] of Object.entries(
    lock.parse(JSON.parse(text)).packages,
  )) {
    if (place === '' || dev) continue;
    const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const licence = license ?? fromTheirFiles[name] ?? 'not stated';
    const names = byLicence.get(licence) ?? new Set();
    byLicence.set(licence, names.add(`${name} ${version ?? ''}`.trim()));
  }
  return [...byLicence]
    .map(([licence, names]) => [licence, String(names.size), [...names].sort().join(', ')])
    .sort((a, b) => Number(b[1]) - Number(a[1]));
}
