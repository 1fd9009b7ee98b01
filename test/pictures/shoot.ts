import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const browser = process.env['CHROMIUM'] ?? 'chromium';
const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars'];
const highest = 8000;

/** Draws a page in its full height as a PNG. */
export async function shoot(file: string, html: string, width: number): Promise<void> {
  const source = `${file}.html`;
  await writeFile(source, html);
  const address = `file://${source}`;
  const { stdout } = await run(
    browser,
    [...flags, `--window-size=${width},100`, '--dump-dom', address],
    {
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  const height = Number(/<title>(\d+)<\/title>/.exec(stdout)?.[1] ?? 1000);
  const size = `--window-size=${width},${Math.min(height, highest)}`;
  await run(browser, [...flags, size, `--screenshot=${file}`, address]);
}
