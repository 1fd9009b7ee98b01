import { readFile, writeFile } from 'node:fs/promises';
import { localOwner } from './app.ts';
import { processEnvironment } from './config.ts';
import { messageOf, UserError } from './errors.ts';
import { exitOver } from './exit.ts';
import { openDoor } from './join.ts';
import { exportSettings, importSettings } from './settings/exchange.ts';

const usage = 'npm run settings -- export [file], or npm run settings -- import <file>\n';

/** `npm run settings -- export|import <file>`: the rules of one installation for another; secrets stay where they are. */
async function exchange([action, file]: readonly string[]): Promise<number> {
  if (action !== 'export' && !(action === 'import' && file)) {
    process.stderr.write(usage);
    return 2;
  }
  const door = await openDoor(processEnvironment());
  const { services, config } = door;
  try {
    const em = services.em();
    if (action === 'export') {
      const text = await exportSettings(em, config.settings);
      if (file === undefined) process.stdout.write(text);
      else await store(file, text);
      return 0;
    }
    const by = { settings: config.settings, actor: localOwner(), now: services.now() };
    const changed = await importSettings(em, await contentOf(file ?? ''), by);
    process.stdout.write(`${changed.length} settings changed: ${changed.join(', ') || 'none'}\n`);
    return 0;
  } finally {
    await door.stop();
  }
}

/** A file that is there stays as it is. */
async function store(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    const hint = 'Give the name of a new file.';
    throw new UserError('bad_input', `${file} cannot be written: ${messageOf(error)}.`, hint);
  }
}

async function contentOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UserError('bad_input', `${file} cannot be read: ${messageOf(error)}.`, usage.trim());
  }
}

exchange(process.argv.slice(2)).then((code) => process.exit(code), exitOver);
