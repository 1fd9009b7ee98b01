import { attachmentJson } from '../attachments.ts';
import { storeUpload } from '../draft.ts';
import { channelJson, memberJson, roleJson, userJson } from '../guild-json.ts';
import type { DiscordState } from '../state.ts';

type Json = Record<string, unknown>;

/** What an interaction tells beside bare ids: users, members, roles, channels, files. */
export type Resolved = Record<string, Json>;

export type PersonFile = { name: string; type?: string; bytes: Buffer };

/** Adds the user, role or channel of that id; throws when there is none. */
export function resolveId(state: DiscordState, resolved: Resolved, id: string): string {
  const { guild } = state;
  const user = state.users.find((one) => one.id === id);
  const member = guild.members.find((one) => one.user.id === id);
  const role = guild.roles.find((one) => one.id === id);
  const channel = guild.channels.find((one) => one.id === id);
  if (user) add(resolved, 'users', id, userJson(user));
  if (member) add(resolved, 'members', id, { ...memberJson(member), permissions: '0' });
  if (role) add(resolved, 'roles', id, roleJson(role));
  if (channel) add(resolved, 'channels', id, channelJson(channel, state.bot.id));
  if (!user && !role && !channel) throw new Error(`Nobody and nothing has the id ${id}`);
  return id;
}

/** Uploads a person's file and gives its id. */
export function resolveFile(state: DiscordState, resolved: Resolved, file: PersonFile): string {
  const { name, type = 'application/octet-stream', bytes } = file;
  const stored = storeUpload(state, { name, type, bytes });
  add(resolved, 'attachments', stored.id, attachmentJson(stored));
  return stored.id;
}

function add(resolved: Resolved, kind: string, id: string, value: Json): void {
  resolved[kind] = { ...resolved[kind], [id]: value };
}
