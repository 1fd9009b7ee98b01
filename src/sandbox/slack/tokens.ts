import type { SandboxRequest } from '../http.ts';
import { type Refusal, refuse } from './answer.ts';
import { type Arguments, textOf } from './arguments.ts';

export type Tokens = {
  bot: string;
  app: string;
  /** Set to Slack's code (`token_revoked`, `account_inactive`) when no token works any more. */
  revoked: string | null;
};

/** Null when the call may go on as the wanted kind of token. */
export function refuseToken(
  tokens: Tokens,
  wanted: 'bot' | 'app',
  request: SandboxRequest,
  args: Arguments,
): Refusal | null {
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  const token = bearer ?? textOf(args, 'token');
  if (token === null) return refuse('not_authed');
  if (tokens.revoked !== null) return refuse(tokens.revoked);
  if (token === tokens[wanted]) return null;
  const isOther = token === tokens.bot || token === tokens.app;
  return refuse(isOther ? 'not_allowed_token_type' : 'invalid_auth');
}
