import type { EntityManager } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import type { Services } from '../services.ts';
import type { Actor, Role } from './actor.ts';
import type { Reply } from './reply.ts';

type Scalar = z.ZodString | z.ZodNumber | z.ZodInt | z.ZodBoolean | z.ZodEnum | z.ZodURL;
/** One option of a command: a scalar, perhaps optional or with a default; anything nested does not compile. */
export type InputField = Scalar | z.ZodOptional<Scalar> | z.ZodDefault<Scalar>;
export type Input = z.ZodObject<Record<string, InputField>, z.core.$strict>;

export type Context = {
  actor: Actor;
  services: Services;
  /** The command's own unit of work: one transaction for a change, committed with its audit row. */
  em: EntityManager;
  now: Date;
};

/**
 * One operation, offered on every surface. A `change` runs inside one transaction and must not call
 * other programs: it writes rows and outbox messages. `run` returns data, `view` shows it.
 */
export type Command<I extends Input = Input, Output = unknown> = {
  readonly name: string;
  readonly description: string;
  readonly role: Role;
  readonly effect: 'read' | 'change';
  /** Whether the answer is for the asker alone (account figures) or for the channel. */
  readonly visibility: 'private' | 'channel';
  readonly input: I;
  /** The text field that a file may fill, where a surface lets people attach one. */
  readonly attached?: keyof z.output<I> & string;
  /** True for an input with which a `change` only looks: it runs as a read, also by GET. */
  looks?(input: z.output<I>): boolean;
  run(input: z.output<I>, context: Context): Promise<Output>;
  view(output: Output): Reply;
};

/** Whether this call changes anything. */
export function changes(command: Command, input: z.output<Input>): boolean {
  return command.effect === 'change' && !command.looks?.(input);
}

/** Gives a command its types; the file's default export. */
export function defineCommand<I extends Input, Output>(
  command: Command<I, Output>,
): Command<I, Output> {
  return command;
}
