import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command } from './definition.ts';

export type Commands = ReadonlyMap<string, Command>;

const commandsFolder = path.resolve(import.meta.dirname, '../../commands');

let discovered: Promise<Commands> | undefined;

/** Loads every file of `commands/` once, in order of name; throws when a file and its command differ in name. */
export function discoverCommands(): Promise<Commands> {
  discovered ??= loadCommands();
  return discovered;
}

async function loadCommands(): Promise<Commands> {
  const files = (await readdir(commandsFolder)).filter((file) => file.endsWith('.ts')).sort();
  const loaded = await Promise.all(files.map(loadCommand));
  return new Map(loaded.map((command) => [command.name, command]));
}

async function loadCommand(file: string): Promise<Command> {
  const module = (await import(pathToFileURL(path.join(commandsFolder, file)).href)) as {
    default?: Command;
  };
  const command = module.default;
  if (command?.name !== path.parse(file).name) {
    throw new Error(`commands/${file} must export by default a command named after the file`);
  }
  return command;
}
