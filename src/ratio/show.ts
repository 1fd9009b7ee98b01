import type { Block } from '../command/reply.ts';
import { utcText } from '../account/words.ts';
import { ratioText } from '../account/ratio.ts';
import type { RuleStanding } from './compliance.ts';
import type { RatioSituation } from './describe.ts';

const mostShown = 15;

/** `emergency since … (at 0.98)`, and whether a second reading has to confirm it. */
export function levelText({ level, since, ratioThen, isSure }: RatioSituation): string {
  if (level === null || since === null) return 'not judged yet';
  if (level !== 'emergency') return `${level} since ${utcText(since)}`;
  const doubt = isSure ? '' : '; one reading alone shows it, the next one decides';
  return `emergency since ${utcText(since)} (at ${ratioText(ratioThen)})${doubt}`;
}

/** What waits because of the ratio; nothing when nothing does. */
export function heldText({ waitingGrabs, pausedDownloads }: RatioSituation): string | null {
  if (waitingGrabs + pausedDownloads === 0) return null;
  return `${waitingGrabs} approved grabs, ${pausedDownloads} paused downloads`;
}

/** What an emergency changed in the download client. */
export function changeBlocks({ changes, clientWaits }: RatioSituation): Block[] {
  const items = changes.slice(0, mostShown).map(({ name, before, after, outcome }) => ({
    text: `${name}: ${before} → ${after}${outcome === null ? '' : ` (${outcome})`}`,
  }));
  const more = changes.length - items.length;
  if (more > 0) items.push({ text: `and ${more} more` });
  return [
    ...(clientWaits === null
      ? []
      : [{ kind: 'text', text: `qBittorrent is not in line yet: ${clientWaits}` } as const]),
    ...(items.length === 0
      ? []
      : [{ kind: 'list', title: 'Changed in qBittorrent until then', items } as const]),
  ];
}

/** The rules of the tracker that are not kept as they should be. */
export function ruleBlocks(rules: readonly RuleStanding[]): Block[] {
  const items = rules
    .filter(({ status }) => status === 'warning' || status === 'breach')
    .map(({ rule, status, now, limit, evidence }) => ({
      text: `${rule.replaceAll('-', ' ')}: ${status}, ${numberText(now)} of ${numberText(limit)}`,
      detail: evidence,
    }));
  return items.length === 0 ? [] : [{ kind: 'list', title: 'Rules', items }];
}

function numberText(value: number | string | null): string {
  return typeof value === 'number' ? String(Math.floor(value * 100 + 1e-6) / 100) : (value ?? '?');
}
