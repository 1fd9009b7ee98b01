import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Control } from './control.ts';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');
const left = new Set(['node_modules', '.git', 'data']);

/** A copy of this program in which something may be broken; its files are links until they are. */
export type Scratch = {
  /** Breaks the control until the returned function is called. Throws when its place is not found once. */
  without(control: Pick<Control, 'file' | 'find' | 'replace'>): Promise<() => Promise<void>>;
  /** Runs test files; the names of the tests that failed, and how many passed. */
  test(files: readonly string[]): Promise<{ failed: string[]; passed: number }>;
  remove(): Promise<void>;
};

type Report = {
  numPassedTests: number;
  testResults: { assertionResults: { status: string; fullName: string }[] }[];
};

export async function openScratch(): Promise<Scratch> {
  // On the same disk, because links do not reach another.
  const folder = await mkdtemp(path.join(path.dirname(root), '.controls-'));
  const entries = (await readdir(root)).filter((entry) => !left.has(entry));
  await run('cp', ['-al', ...entries.map((entry) => path.join(root, entry)), folder]);
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  return {
    async without({ file, find, replace }) {
      const place = path.join(folder, file);
      const whole = await readFile(place, 'utf8');
      if (whole.split(find).length !== 2) throw new Error(`${file} has not once: ${find}`);
      await put(
        place,
        whole.replace(find, () => replace),
      );
      return () => put(place, whole);
    },
    async test(files) {
      const report = path.join(folder, 'report.json');
      const words = [
        'run',
        '--maxWorkers=1',
        '--reporter=json',
        `--outputFile=${report}`,
        ...files,
      ];
      const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
      await rm(report, { force: true });
      await run(process.execPath, [vitest, ...words], { cwd: folder, maxBuffer: 1e9 }).catch(
        () => {},
      );
      const { numPassedTests, testResults } = JSON.parse(await readFile(report, 'utf8')) as Report;
      const results = testResults.flatMap(({ assertionResults }) => assertionResults);
      const failed = results.filter(({ status }) => status === 'failed');
      return { failed: failed.map(({ fullName }) => fullName.trim()), passed: numPassedTests };
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

/** Never through the link: the file of the program itself would change. */
async function put(place: string, text: string): Promise<void> {
  await writeFile(`${place}.new`, text);
  await rename(`${place}.new`, place);
}
