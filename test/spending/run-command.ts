import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../src/command/actor.ts';
import type { Command } from '../../src/command/definition.ts';
import { createExecute } from '../../src/command/execute.ts';
import type { Reply } from '../../src/command/reply.ts';
import type { Services } from '../../src/services.ts';

/** Runs a command through the one door, as a surface does, and answers what is shown. */
export async function execute(
  command: unknown,
  { services }: { services: Services },
  em: () => EntityManager,
  actor: Actor,
  input: object,
): Promise<Reply> {
  const one = command as Command;
  const config = { secrets: [] };
  const run = createExecute(new Map([[one.name, one]]), { ...services, config, em } as never);
  return (await run({ command: one.name, actor, input: { ...input } })).reply;
}
