import { readTexts } from '../../src/chat/common/fields.ts';
import type { Actor } from '../../src/command/actor.ts';
import type { Button, CallInput } from '../../src/command/reply.ts';
import { UserError, ExternalError } from '../../src/errors.ts';
import type { Random } from '../labels/random.ts';
import { pressable } from './chat.ts';
import type { Outside } from './outside.ts';
import type { Product } from './product.ts';

const people: readonly Actor[] = [
  { id: '1', name: 'Ada', platform: 'discord', role: 'owner' },
  { id: '2', name: 'Ben', platform: 'slack', role: 'operator' },
  { id: '3', name: 'Cleo', platform: 'discord', role: 'member' },
];

/** What nobody presses in passing, because nothing would happen any more. */
const kept = new Set(['pause', 'autopilot', 'settings', 'mute', 'backup']);
const newest = 25;
const openForDays = 250;

/** One thing that somebody does now; answers what it was. */
export async function act(product: Product, outside: Outside, random: Random): Promise<string> {
  const kind = random.between(1, 10);
  if (kind <= 5) return await pressApprove(product, outside, random);
  if (kind <= 8) return await pressAny(product, outside, random);
  if (kind === 9) return await ask(product, outside, random);
  return await call(product, random.pick(people), random.pick(looks), {});
}

const looks = ['status', 'queue', 'ratio', 'points', 'gaps', 'seeding', 'events', 'why', 'digest'];

/** Most of what is asked is granted, now and then by two people at once. */
async function pressApprove(product: Product, outside: Outside, random: Random): Promise<string> {
  const shown = pressable(random.pick(outside.chats), openForDays).filter(
    ({ button }) => button.runs === 'approve' || (button.runs === 'points' && isYes(button)),
  );
  if (shown.length === 0) return 'nothing to approve';
  const { button } = random.pick(shown);
  if (!random.isLucky(0.2)) return await press(product, people[0] as Actor, button, random);
  const input = answersOf(button, random);
  const both = await Promise.all(
    [people[0], people[1]].map((one) => call(product, one as Actor, button.runs, input)),
  );
  return `two at once: ${both.join(', ')}`;
}

function isYes({ style }: Button): boolean {
  return style === 'primary';
}

/** Any button, also one of a card that is long decided. */
async function pressAny(product: Product, outside: Outside, random: Random): Promise<string> {
  const most = random.isLucky(0.3) ? 500 : newest;
  const shown = pressable(random.pick(outside.chats), most).filter(
    ({ button }) => !kept.has(button.runs),
  );
  if (shown.length === 0) return 'nothing to press';
  return await press(product, random.pick(people), random.pick(shown).button, random);
}

async function press(product: Product, who: Actor, button: Button, random: Random) {
  return await call(product, who, button.runs, answersOf(button, random));
}

function answersOf({ input, asks }: Button, random: Random): CallInput {
  if (!asks) return input;
  return { ...input, [asks.field]: asks.choices ? random.pick(asks.choices) : '3' };
}

/** A member asks for a book of the catalogue. */
async function ask(product: Product, { books }: Outside, random: Random): Promise<string> {
  return await call(product, people[2] as Actor, 'request', { title: random.pick(books).title });
}

/** What comes back to a person is an answer or a refusal they can act on; all else is a fault of the product. */
async function call(product: Product, actor: Actor, command: string, input: CallInput) {
  const line = `${actor.name}: ${command} ${JSON.stringify(input)}`;
  try {
    await product.execute({ command, input: readTexts(product.commands, command, input), actor });
    return line;
  } catch (error) {
    if (error instanceof UserError) return `${line} → ${error.code}: ${error.message}`;
    if (error instanceof ExternalError) return `${line} → ${error.service} ${error.kind}`;
    throw new Error(`${line} failed`, { cause: error });
  }
}
