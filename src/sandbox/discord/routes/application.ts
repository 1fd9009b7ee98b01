import type { ApiCall, ApiRoute } from '../api.ts';
import { userJson } from '../guild-json.ts';

export const applicationRoutes: ApiRoute[] = [
  {
    method: 'GET',
    path: '/gateway/bot',
    answer: ({ state }) => ({
      url: state.url.replace('http:', 'ws:'),
      shards: 1,
      session_start_limit: {
        total: 1000,
        remaining: 1000 - state.identifies.length,
        reset_after: 86_400_000,
        max_concurrency: 1,
      },
    }),
  },
  {
    method: 'GET',
    path: '/gateway',
    isPublic: true,
    answer: ({ state }) => ({ url: state.url.replace('http:', 'ws:') }),
  },
  { method: 'GET', path: '/applications/@me', answer: applicationJson },
  { method: 'GET', path: '/oauth2/applications/@me', answer: applicationJson },
];

function applicationJson({ state }: ApiCall) {
  return {
    id: state.applicationId,
    name: state.bot.name,
    icon: null,
    description: '',
    bot_public: false,
    bot_require_code_grant: false,
    bot: userJson(state.bot),
    summary: '',
    verify_key: '0'.repeat(64),
    flags: 0,
    team: null,
    owner: { id: state.guild.ownerId, username: 'proprietor', discriminator: '0', avatar: null },
  };
}
