import type { JsonObject } from './workspace.ts';

export type Refusal = { ok: false; error: string } & JsonObject;
export type Success = { ok: true } & JsonObject;
/** What a Web API method answers; Slack says no with status 200 as well. */
export type Answer = Success | Refusal;

export function succeed(fields: JsonObject = {}): Success {
  return { ok: true, ...fields };
}

export function refuse(error: string, fields: JsonObject = {}): Refusal {
  return { ok: false, error, ...fields };
}

/** A refusal that names the places in the blocks or the view that broke a rule. */
export function refuseContent(error: string, problems: string[]): Refusal {
  const messages = problems.map((problem) => `[ERROR] ${problem}`);
  return refuse(error, { errors: problems, response_metadata: { messages } });
}

export function isRefusal(value: object): value is Refusal {
  return 'ok' in value && value.ok === false;
}
