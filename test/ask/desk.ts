import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../src/command/actor.ts';
import { discoverCommands } from '../../src/command/discover.ts';
import { createExecute } from '../../src/command/execute.ts';
import type { Reply } from '../../src/command/reply.ts';
import { loadConfig } from '../../src/config.ts';
import type { Services } from '../../src/services.ts';
import { readPolicy } from '../../src/settings/stored.ts';

export const now = new Date('2026-06-15T12:00:00Z');
export const member: Actor = { id: 'm', name: 'Mia', platform: 'test', role: 'member' };

const commands = await discoverCommands();

/** The services that questions need. */
export function servicesFor(
  em: () => EntityManager,
  { model = null, embeddings = null, environment = {} }: Partial<Given> = {},
): Services {
  const config = loadConfig(environment);
  return {
    config,
    em,
    now: () => now,
    policy: (inner: EntityManager) => readPolicy(inner, config.settings),
    model,
    embeddings,
  } as unknown as Services;
}

type Given = Pick<Services, 'model' | 'embeddings'> & { environment: Record<string, string> };

/** Asks as a member does. */
export async function ask(
  services: Services,
  input: Record<string, unknown>,
  actor = member,
): Promise<Reply> {
  return (await createExecute(commands, services)({ command: 'ask', input, actor })).reply;
}

/** Everything a reply shows, one thing a line. */
export function shown({ title, blocks }: Reply): string {
  const lines = blocks.flatMap((block) => {
    if (block.kind === 'text') return [block.text];
    if (block.kind !== 'list') return [];
    return [block.title ?? '', ...block.items.flatMap(({ text, detail = '' }) => [text, detail])];
  });
  return [title, ...lines].join('\n');
}

/** Any command, as an operator. */
export async function order(
  services: Services,
  command: string,
  input: Record<string, unknown>,
): Promise<Reply> {
  const actor: Actor = { ...member, role: 'operator' };
  return (await createExecute(commands, services)({ command, input, actor })).reply;
}
