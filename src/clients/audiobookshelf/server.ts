import type { Api } from './api.ts';
import * as schema from './schema.ts';

export type ServerInfo = { version: string; isInitialised: boolean };

/** What the user of the API key may do; scanning needs an admin. */
export type Rights = {
  role: string;
  canUpdate: boolean;
  canUpload: boolean;
  canDelete: boolean;
  isAdmin: boolean;
};

export async function serverInfo(api: Api): Promise<ServerInfo> {
  const answer = await api.json({ path: 'status' }, schema.status);
  return { version: answer.serverVersion, isInitialised: answer.isInit };
}

/** Asks whose the key is; the answer also carries the user's name and token, which stay here. */
export async function authorize(api: Api): Promise<Rights> {
  const { user } = await api.json({ method: 'POST', path: 'api/authorize' }, schema.authorisation);
  return {
    role: user.type,
    canUpdate: user.permissions.update,
    canUpload: user.permissions.upload,
    canDelete: user.permissions.delete,
    isAdmin: user.type === 'root' || user.type === 'admin',
  };
}
