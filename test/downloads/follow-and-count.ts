import { readFileSync } from 'node:fs';
import { openServices, type ServiceParameters } from '../../src/app.ts';
import { followDownloads } from '../../src/downloads/follow.ts';

// Follows the downloads in a process of its own and tells how many bytes it has read for that.
const [json = ''] = process.argv.slice(2);
const { services, close } = await openServices(JSON.parse(json) as ServiceParameters);
await services.em().execute('select 1');
const before = readBytes();
const { signal } = new AbortController();
await followDownloads(services, { signal, untilMs: 0, onProgress: async () => {} });
process.stdout.write(String(readBytes() - before));
await close();

function readBytes(): number {
  const [, bytes] = /^rchar: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8')) ?? [];
  return Number(bytes);
}
