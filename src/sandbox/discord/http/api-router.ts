import type { ApiRoute } from '../api.ts';
import { applicationRoutes } from '../routes/application.ts';
import { channelRoutes } from '../routes/channels.ts';
import { commandRoutes } from '../routes/commands.ts';
import { guildRoutes } from '../routes/guild.ts';
import { interactionRoutes } from '../routes/interactions.ts';
import { messageRoutes } from '../routes/messages.ts';
import { pinRoutes } from '../routes/pins.ts';

/** All routes; of two that fit, the first wins, so fixed words stand before `:names`. */
const apiRoutes: ApiRoute[] = [
  ...applicationRoutes,
  ...commandRoutes,
  ...pinRoutes,
  ...messageRoutes,
  ...channelRoutes,
  ...guildRoutes,
  ...interactionRoutes,
];

export const routeNames = apiRoutes.map(({ method, path }) => `${method} ${path}`);

export type FoundRoute = { route: ApiRoute; parts: Record<string, string> };

/** The route for `/channels/1/messages` and the values of its named parts. */
export function findRoute(method: string, path: string): FoundRoute | null {
  for (const route of apiRoutes) {
    const parts = route.method === method ? partsOf(route.path, path) : null;
    if (parts) return { route, parts };
  }
  return null;
}

function partsOf(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const parts: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) parts[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return null;
  }
  return parts;
}
