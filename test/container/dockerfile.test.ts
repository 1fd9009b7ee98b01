import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readDockerfile, wordsOf } from './dockerfile.ts';

const text = readFileSync(path.resolve(import.meta.dirname, '../../Dockerfile'), 'utf8');
const last = readDockerfile(text).at(-1);
const find = (name: string) => last?.instructions.filter((one) => one.name === name) ?? [];

test('stages, their names, and lines that go on', () => {
  const read = readDockerfile(
    'FROM a:1 AS one\n# why\nRUN x \\\n  && y\n\nFROM b\nCOPY --from=one /x x\n',
  );

  expect(read).toEqual([
    { from: 'a:1', name: 'one', instructions: [{ name: 'RUN', rest: 'x && y' }] },
    { from: 'b', name: null, instructions: [{ name: 'COPY', rest: '--from=one /x x' }] },
  ]);
});

test('the image starts the program as nobody special, and is asked whether it is well', () => {
  const manifest = readFileSync(path.resolve(import.meta.dirname, '../../package.json'), 'utf8');
  const { scripts } = JSON.parse(manifest) as { scripts: { start: string } };

  expect(find('USER').map(({ rest }) => rest)).toEqual(['1000:1000']);
  const memory = find('ENV').map(({ rest }) => /\bMALLOC.*/.exec(rest)?.[0]);
  const command = wordsOf(find('CMD')[0]?.rest ?? '[]').join(' ');
  expect(`${memory[0]} ${command}`).toBe(scripts.start);
  expect(wordsOf(find('HEALTHCHECK')[0]?.rest ?? '[]')).toContainEqual(
    expect.stringContaining('/health/ready'),
  );
});

test('what is kept compiled is for the account that starts it and for its options', () => {
  const [fill] = find('RUN').filter(({ rest }) => rest.startsWith('deploy/fill-cache.sh'));
  const script = readFileSync(
    path.resolve(import.meta.dirname, '../../deploy/fill-cache.sh'),
    'utf8',
  );
  const options = wordsOf(find('CMD')[0]?.rest ?? '[]').slice(0, -1);

  expect(find('USER')[0]?.rest.startsWith(`${fill?.rest.split(' ')[1]}:`)).toBe(true);
  expect(script).toContain(` ${options.join(' ')} src/fill-cache.js\n`);
});

test('everything the program is made of is copied into it', () => {
  const copied = find('COPY').flatMap(({ rest }) => rest.split(' ').slice(0, -1));

  for (const part of ['src', 'commands', 'jobs', 'migrations', 'docs', 'package.json', 'LICENSE']) {
    expect(copied).toContain(part);
  }
});
