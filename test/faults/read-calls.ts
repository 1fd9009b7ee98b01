import { type Command, changes, type Input } from '../../src/command/definition.ts';
import type { Commands } from '../../src/command/discover.ts';

type Given = Record<string, string | number | boolean>;
export type ReadCall = { command: string; input: Given };

/** What a command that asks for something is asked; the others are called with nothing. */
const asked: Record<string, Given> = {
  ask: { question: 'how long do I have to seed?' },
  book: { title: 'A Princess of Mars' },
  doctor: {},
  lookup: { title: 'A Princess of Mars', author: 'Edgar Rice Burroughs' },
  releases: { book: 'The Warlord of Mars' },
  search: { title: 'The Warlord of Mars', author: 'Edgar Rice Burroughs' },
  why: { book: 'The Warlord of Mars' },
};
/** Answers with a button of a card only, which there is not before somebody asked a model. */
const ofCards = new Set(['askmodel']);

/** Every command that only looks, with an input that makes it look. */
export function readCalls(commands: Commands): ReadCall[] {
  return [...commands.values()].flatMap((command) => {
    const input = asked[command.name] ?? {};
    return !ofCards.has(command.name) && onlyLooks(command, input)
      ? [{ command: command.name, input }]
      : [];
  });
}

function onlyLooks(command: Command<Input>, input: Given): boolean {
  const parsed = command.input.safeParse(input);
  return parsed.success && !changes(command, parsed.data);
}
