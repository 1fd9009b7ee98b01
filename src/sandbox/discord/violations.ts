import type { RefusalRule } from './refusal.ts';

/** What no answer refuses, but a good client would not do. */
type Lapse =
  | 'late-answer'
  | 'ping-without-allowed-mentions'
  | 'follow-up-instead-of-edit'
  | 'missing-picture'
  | 'private-picture-address'
  | 'privileged-intents'
  | 'gateway-authentication'
  | 'gateway-payload'
  | 'gateway-pace'
  /** Not the bot's mistake but one of the stand-in, which answered 500. */
  | 'stand-in-fault';

export type Violation = { rule: RefusalRule | Lapse; detail: string };
