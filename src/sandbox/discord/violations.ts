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
  | 'gateway-pace';

export type Violation = { rule: RefusalRule | Lapse; detail: string };
