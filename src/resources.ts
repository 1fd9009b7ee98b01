import { statfs } from 'node:fs/promises';
import { type Block, fields } from './command/reply.ts';
import type { Services } from './services.ts';

/** What this process and its data take of the machine. */
export async function resourcesBlock({
  config,
  em,
}: Pick<Services, 'config' | 'em'>): Promise<Block> {
  const [database] = await em().execute<{ bytes: string }[]>(
    'select pg_database_size(current_database()) as bytes',
  );
  const { LIBRARY_PATH: library } = config.settings;
  return fields({
    Memory: `${Math.round(process.memoryUsage.rss() / 1e6)} MB`,
    Database: database ? sizeText(Number(database.bytes)) : null,
    'Free for data': await freeText(config.dataDir),
    'Free for books': library ? await freeText(library) : null,
    'Running for': runningText(process.uptime()),
  });
}

async function freeText(folder: string): Promise<string> {
  const space = await statfs(folder).catch(() => null);
  return space ? sizeText(space.bavail * space.bsize) : 'unknown';
}

function sizeText(bytes: number): string {
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

function runningText(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  return hours < 48
    ? `${hours} h ${Math.floor((seconds % 3600) / 60)} min`
    : `${Math.floor(hours / 24)} days`;
}
