import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { discoverCommands } from './command/discover.ts';
import { exitOver } from './exit.ts';
import { discoverJobs, jobsFolder } from './job/discover.ts';
import { commandTable, environmentExample, jobTable, replaceSection } from './reference.ts';

const root = path.resolve(import.meta.dirname, '..');

/** `npm run docs`: writes the generated parts of the documentation. */
async function writeDocs(): Promise<void> {
  writeFileSync(path.join(root, '.env.example'), environmentExample());
  const file = path.join(root, 'README.md');
  const withCommands = replaceSection(
    readFileSync(file, 'utf8'),
    'commands',
    commandTable(await discoverCommands()),
  );
  writeFileSync(
    file,
    replaceSection(withCommands, 'jobs', jobTable(await discoverJobs(jobsFolder))),
  );
}

writeDocs().catch(exitOver);
