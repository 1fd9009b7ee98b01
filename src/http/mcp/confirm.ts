import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { Command, Input } from '../../command/definition.ts';
import { UserError } from '../../errors.ts';
import { digestOf } from '../secrets.ts';

/** Calls that wait to be confirmed, kept for every process; a digest stands for token, key and call. */
export type Confirmations = {
  keep: (digest: string, expiresAt: Date) => Promise<void>;
  /** True once, however many ask. */
  take: (digest: string) => Promise<boolean>;
};

/** One call by one key. */
export type Asked = { keyDigest: string; command: Command; input: z.output<Input> };

const validMinutes = 5;

/** A new token for this call and no other; only its digest is kept. */
export async function issueToken(
  { keep }: Confirmations,
  asked: Asked,
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const token = randomBytes(24).toString('base64url');
  const expiresAt = new Date(now.getTime() + validMinutes * 60_000);
  await keep(digest(token, asked), expiresAt);
  return { token, expiresAt };
}

/** Uses the token up; throws UserError unless it was made for this call by this key and is still good. */
export async function useToken(
  { take }: Confirmations,
  asked: Asked,
  token: string,
): Promise<void> {
  if (await take(digest(token, asked))) return;
  throw new UserError(
    'expired',
    'This confirmation is used, older than five minutes, or was made for another call.',
    'Nothing was done. Call again without "confirmation" for a new one.',
  );
}

/** The checked input has its fields in the order of the command. */
function digest(token: string, { keyDigest, command, input }: Asked): string {
  const call = JSON.stringify([token, keyDigest, command.name, input]);
  return digestOf(call).toString('hex');
}
