import type { EntityManager } from '@mikro-orm/postgresql';
import { type Place, placesFor } from '../alerts/routes.ts';
import { listTargets } from '../alerts/targets.ts';
import { chatsWithoutApprover } from '../members/approvers.ts';
import type { Services } from '../services.ts';
import type { Problem } from './problems.ts';

type ChatServices = Pick<Services, 'config' | 'policy' | 'platforms' | 'chatProblems'>;

const proposals = { kind: 'proposal', severity: null };

/** What the chats themselves complain about. */
export function chatProblems({
  chatProblems: told,
}: Pick<ChatServices, 'chatProblems'>): Problem[] {
  return [...told].flatMap(([area, problems]) =>
    problems.map((problem) => ({ area, severity: 'critical' as const, ...problem })),
  );
}

/** In which of the chats that show proposals a proposal would wait for ever. */
export async function nobodyApproves(
  em: EntityManager,
  { config, policy, platforms }: Pick<ChatServices, 'config' | 'policy' | 'platforms'>,
): Promise<Problem[]> {
  const { alertRoutes } = await policy(em);
  const shown = placesFor(alertRoutes, proposals, platforms).map(({ platform }) => platform);
  const { DISCORD_ROLES, SLACK_ROLES, DEFAULT_ROLE: defaultRole } = config.settings;
  const maps = { discord: DISCORD_ROLES, slack: SLACK_ROLES };
  const chats = (['discord', 'slack'] as const)
    .filter((name) => config.chats[name]?.isOn && shown.includes(name))
    .map((platform) => ({ platform, roleMap: maps[platform], defaultRole }));
  return (await chatsWithoutApprover(em, chats)).map((platform) => ({
    area: 'approvers',
    severity: 'critical' as const,
    text: `nobody in ${platform} may approve a proposal`,
    hint: `list operators in ${platform.toUpperCase()}_ROLES, or type claim with the code of the start`,
  }));
}

/** Routes that lead nowhere although somebody may wait there. */
export async function uselessRoutes(
  em: EntityManager,
  { policy, platforms }: Pick<ChatServices, 'policy' | 'platforms'>,
): Promise<Problem[]> {
  const { alertRoutes } = await policy(em);
  const present = [...platforms, ...(await listTargets(em))];
  const isOff = ({ platform }: Place) => !present.includes(platform);
  const absent = [...alertRoutes].filter(([, places]) => places.some(isOff));
  const texts = absent.map(
    ([key, places]) =>
      `ALERT_CHANNELS sends ${key} to ${places
        .filter(isOff)
        .map(({ platform }) => platform)
        .join(', ')}, which is not on`,
  );
  if (placesFor(alertRoutes, proposals, platforms).length === 0) {
    texts.push('ALERT_CHANNELS shows proposals in no chat; "queue" lists them');
  }
  const hint = 'change ALERT_CHANNELS by "settings", or switch the chat on';
  return texts.map((text) => ({ area: 'alerts', severity: 'warning' as const, text, hint }));
}
