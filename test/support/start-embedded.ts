import { startEmbeddedPostgres } from '../../src/db/embedded.ts';

// A program of its own: starts the server on the folder it is given, says so, and waits to be killed.
const [dataDir = ''] = process.argv.slice(2);
const { pid } = await startEmbeddedPostgres({ dataDir, isDurable: false });
process.stdout.write(String(pid));
setInterval(() => undefined, 60_000);
