import { succeed } from '../answer.ts';
import type { Call, Method } from '../method.ts';

/** `openSocket` answers with the address of one new connection. */
export function appMethods(openSocket: () => string): Method[] {
  return [
    { name: 'auth.test', tier: 'special', scopes: [], answer: test },
    {
      name: 'apps.connections.open',
      tier: 'special',
      scopes: [],
      answer: () => succeed({ url: openSocket() }),
    },
  ];
}

function test({ workspace }: Call) {
  const { team, app, manifest } = workspace;
  return succeed({
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    user: manifest.features?.bot_user?.display_name ?? 'bot',
    team_id: team.id,
    user_id: app.botUser,
    bot_id: app.botId,
    is_enterprise_install: false,
  });
}
