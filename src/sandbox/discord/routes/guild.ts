import { type ApiCall, type ApiRoute, writeOf } from '../api.ts';
import { isThread, type Member } from '../guild.ts';
import { bareGuildJson, channelJson, memberJson, roleJson, userJson } from '../guild-json.ts';
import { refuse } from '../refusal.ts';
import { type DiscordState, openDirectMessages } from '../state.ts';

export const guildRoutes: ApiRoute[] = [
  { method: 'GET', path: '/guilds/:guild', answer: (call) => bareGuildJson(guildOf(call)) },
  {
    method: 'GET',
    path: '/guilds/:guild/channels',
    answer: (call) =>
      guildOf(call)
        .channels.filter((channel) => !isThread(channel))
        .map((channel) => channelJson(channel, call.state.bot.id)),
  },
  {
    method: 'GET',
    path: '/guilds/:guild/roles',
    answer: (call) => guildOf(call).roles.map(roleJson),
  },
  {
    method: 'GET',
    path: '/guilds/:guild/members',
    answer: () => refuse('missing-access', 'listing members takes the privileged members intent'),
  },
  {
    method: 'GET',
    path: '/guilds/:guild/members/:user',
    answer: (call) => memberJson(memberOf(call)),
  },
  {
    method: 'GET',
    path: '/guilds/:guild/threads/active',
    answer: (call) => {
      const threads = guildOf(call).channels.filter((one) => isThread(one) && !one.archived);
      return { threads: threads.map((one) => channelJson(one, call.state.bot.id)), members: [] };
    },
  },
  { method: 'GET', path: '/users/@me', answer: ({ state }) => userJson(state.bot) },
  {
    method: 'GET',
    path: '/users/@me/guilds',
    answer: ({ state }) => [{ id: state.guild.id, name: state.guild.name, owner: false }],
  },
  { method: 'POST', path: '/users/@me/channels', answer: openDms },
  {
    method: 'GET',
    path: '/users/:user',
    answer: ({ state, part }) => userJson(userOf(state, part('user'))),
  },
];

function guildOf({ state, part }: ApiCall) {
  if (part('guild') !== state.guild.id) refuse('unknown-guild', part('guild'));
  return state.guild;
}

function memberOf(call: ApiCall): Member {
  const asked = call.part('user');
  const id = asked === '@me' ? call.state.bot.id : asked;
  const member = guildOf(call).members.find(({ user }) => user.id === id);
  return member ?? refuse('unknown-member', id);
}

function userOf(state: DiscordState, id: string) {
  const user = [state.bot, ...state.users].find((one) => one.id === id);
  return user ?? refuse('unknown-user', id);
}

function openDms(call: ApiCall) {
  const { state } = call;
  const person = userOf(state, String(writeOf(call).body['recipient_id']));
  return channelJson(openDirectMessages(state, person), state.bot.id);
}
