import type { SlackStandIn } from '../../../src/sandbox/slack/index.ts';

export type Told = { ok: boolean; error?: string } & Record<string, unknown>;

/** One call of the Web API as a form, the way Slack's own client sends it. */
export async function call(
  slack: SlackStandIn,
  method: string,
  args: Record<string, unknown> = {},
  token = slack.tokens.bot,
): Promise<Told> {
  const answer = await callRaw(slack, method, args, token);
  return (await answer.json()) as Told;
}

export function callRaw(
  slack: SlackStandIn,
  method: string,
  args: Record<string, unknown> = {},
  token = slack.tokens.bot,
): Promise<Response> {
  const fields = Object.entries(args).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return fetch(`${slack.url}/api/${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: new URLSearchParams(fields as [string, string][]),
  });
}

export function rules(slack: SlackStandIn): string[] {
  return slack.violations.map(({ rule }) => rule);
}
