import type { JsonObject } from './workspace.ts';

/** Something Slack tells the app. */
export type Envelope = {
  kind: 'slash_commands' | 'interactive' | 'events_api';
  payload: JsonObject;
  /** How violations name it. */
  about: string;
  /** The acknowledgement may say something that Slack shows. */
  acceptsPayload: boolean;
  /** Events tell which try this is, the first being 0. */
  retry?: { attempt: number; reason: string };
};

/** The app's answer in time, or what the person sees instead. */
export type Delivery =
  | { outcome: 'acknowledged'; payload: unknown }
  | { outcome: 'operation_timeout' }
  | { outcome: 'dispatch_failed' };

/** `not_delivered`: the app did not ask for it, or the person's own client held it back. */
export type Outcome = Delivery['outcome'] | 'not_delivered';

/** A way to the app. */
export type Line = { deliver: (envelope: Envelope) => Promise<Delivery> };
