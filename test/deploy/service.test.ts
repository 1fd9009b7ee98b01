import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const read = (file: string) =>
  readFileSync(path.resolve(import.meta.dirname, '../..', file), 'utf8');

test('the service of systemd starts the program as npm start does', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: { start: string } };

  const service = read('deploy/shelfwarden.service');
  const command = /^ExecStart=\S*\/(node .*)$/m.exec(service)?.[1];
  const memory = /^Environment=(MALLOC.*)$/m.exec(service)?.[1];

  expect(`${memory} ${command}`).toBe(scripts.start);
});
