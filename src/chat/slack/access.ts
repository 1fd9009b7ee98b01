import type { Api } from './api.ts';
import { isLostToken } from './faults.ts';
import { missingScopes, type Problems } from './problems.ts';

/** Asks Slack whether the token works and carries the scopes; tells what is wrong. Throws when Slack is away. */
export async function checkAccess(
  api: Api,
  {
    problems,
    scopes,
    channelId,
  }: { problems: Problems; scopes: readonly string[]; channelId: string },
): Promise<void> {
  try {
    const { response_metadata: metadata } = await api.call('auth.test');
    problems.set('token', null);
    const granted = (metadata as { scopes?: string[] } | undefined)?.scopes;
    const missing = granted ? scopes.filter((scope) => !granted.includes(scope)) : [];
    problems.set('scopes', missing.length > 0 ? missingScopes(missing) : null);
  } catch (error) {
    problems.learn(error, channelId);
    if (!isLostToken(error)) throw error;
  }
}
