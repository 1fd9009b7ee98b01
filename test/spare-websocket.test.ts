import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const file = path.resolve(import.meta.dirname, '../src/spare-websocket.js');

/** What `code` prints in a process of its own: what this one has loaded, it has loaded. */
async function say(code: string): Promise<string> {
  const words = ['--input-type=module', '--eval', code];
  return (await promisify(execFile)(process.execPath, words)).stdout.trim();
}

const hasClient = `process.moduleLoadList.some((name) => name.includes('undici/undici'))`;

test("with it an import of node:http leaves Node's other HTTP client out of memory", async () => {
  const spare = `(await import(${JSON.stringify(file)})).spareWebSocket();`;
  const load = `await import('node:http'); console.log(${hasClient});`;

  expect(await say(load)).toBe('true');
  expect(await say(spare + load)).toBe('false');
});

test('the global ones of the same name stay', async () => {
  const code = `(await import(${JSON.stringify(file)})).spareWebSocket();
    await import('node:http');
    console.log(typeof WebSocket, typeof MessageEvent, typeof CloseEvent, typeof fetch);`;

  expect(await say(code)).toBe('function function function function');
});
