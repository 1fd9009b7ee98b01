import { z } from 'zod';
import { readRoutes } from '../alerts/routes.ts';
import { hours, list, number, quietHours, readable, whole } from './forms.ts';
import { readPathMap } from './path-map.ts';
import { readQuotas } from './quotas.ts';
import { readStalledMinutes } from './stalled-minutes.ts';
import { readTop10 } from './top10.ts';
import { defaultPathTemplate, readPathTemplate } from './path-template.ts';

/** The rules decisions are made by; the environment gives each its default, `settings` changes it while running. */
export const policyOptions = {
  AUTOPILOT: z
    .enum(['off', 'propose', 'free', 'full'])
    .default('propose')
    .describe('what is grabbed unasked: off (watch only), propose (nothing), free, full'),
  RELEASE_POLICY: z
    .enum(['free-first', 'quality-first'])
    .default('free-first')
    .describe('what counts first among acceptable releases'),
  RATIO_FLOOR: number(1, 1).describe('ratio at or under which it is an emergency'),
  RATIO_RECOVERED: number(1.05, 1).describe(
    'ratio from which an emergency is over; must remain after a paid grab a person approved',
  ),
  RATIO_WARN: number(1.2, 1).describe('ratio under which a warning is given'),
  VIP_AUTO: z.enum(['on', 'off']).default('on').describe('renew VIP from points without asking'),
  VIP_RENEW_DAYS: whole(7, 1, 83).describe('days before its end from which VIP is at risk'),
  RATIO_AFTER_GRAB: number(1.2, 1).describe(
    'ratio that must remain after a paid grab by autopilot',
  ),
  READING_STALE_MINUTES: number(15, 1).describe(
    'age at which an account reading counts as unknown',
  ),
  POINTS_RESERVE: whole(1250, 0).describe('points that must remain, except to save VIP at risk'),
  UPLOAD_CREDIT: z
    .enum(['off', 'ask', 'auto'])
    .default('ask')
    .describe('upload credit from surplus points: off, ask an owner, auto'),
  UNSATISFIED_RESERVE: whole(10, 0).describe('unsatisfied torrents kept free below the limit'),
  SEED_HOURS: number(108, 72).describe('hours every torrent is seeded; the tracker wants 72'),
  STALLED_MINUTES: readable('15,30,120', readStalledMinutes).describe(
    'when nothing arrives: minutes until peers are asked for, the torrent is restarted, you are asked',
  ),
  WEDGE_POLICY: z
    .enum(['never', 'ask', 'auto'])
    .default('ask')
    .describe('freeleech wedges for large paid releases: never, ask an owner, auto'),
  WEDGE_MIN_GB: number(2, 0).describe('size from which a release is worth a wedge, in GB'),
  DELAY_HOURS: number(0, 0).describe('hours to wait for a better or free release'),
  GRAB_HOURS: hours('').describe('when autopilot may grab, such as 01:00-07:00; empty: always'),
  MIN_SEEDERS: whole(1, 0).describe('seeders a release needs'),
  MAX_GB: number(15, 0.1).describe('size of the largest release, in GB'),
  MIN_FREE_GB: number(20, 0).describe('disk space that must stay free, in GB'),
  RESTORE_DAYS: number(30, 1).describe(
    'days after which you are asked whether a replaced edition may be removed',
  ),
  LANGUAGES: list('en').describe('wanted languages'),
  FORMATS: list('m4b,mp3').describe('wanted formats, the preferred one first'),
  MIN_KBPS: number(64, 0).describe('bitrate below which a person has to approve, in kbps'),
  NOVELLAS: z.enum(['never', 'ask', 'always']).default('ask').describe('books at x.5 of a series'),
  DRAMATISED: z.enum(['never', 'ask']).default('never').describe('dramatised adaptations'),
  OMNIBUS: z
    .enum(['covers', 'ignore'])
    .default('covers')
    .describe('does an owned omnibus cover its parts'),
  RULES_FETCH: z
    .enum(['off', 'on'])
    .default('off')
    .describe('read the rule pages from the site, once an owner has said that it is allowed'),
  PROPOSALS_OPEN: whole(10, 1).describe('open proposals at one time; the rest wait'),
  PROPOSAL_HOURS: number(72, 0.001).describe('hours until an open proposal expires'),
  ALERT_CHANNELS: z
    .string()
    .default('')
    .superRefine((text, context) => {
      const result = readRoutes(text);
      if ('problem' in result) context.addIssue(result.problem);
    })
    .describe(
      'where alerts go that do not go to the main channel: session-lost=discord:123456,info=none',
    ),
  QUIET_HOURS: quietHours('23:00-07:00').describe(
    'when alerts that are not urgent wait, to come together in one message; off: never',
  ),
  ESCALATE_MINUTES: whole(30, 0).describe(
    'minutes until a critical alert that nobody has seen is told again and written to the owners; 0: never',
  ),
  DOWNLOAD_THREADS: z
    .enum(['on', 'off'])
    .default('on')
    .describe('what happens to a download is told step by step in a thread below its card'),
  STATUS_BOARD: z
    .enum(['on', 'off'])
    .default('on')
    .describe('one pinned message in each chat that shows how things stand'),
  BOARD_ACCOUNT_FIGURES: z
    .enum(['on', 'off'])
    .default('on')
    .describe('whether the status board shows ratio, VIP and points to everybody in the channel'),
  TOP10_CATEGORIES: readable('41:10,47:10', readTop10).describe(
    'categories of the tracker whose chart of the week is wanted, and how many places: number:places,…; empty: none',
  ),
  QUEUE_PER_RUN: whole(10, 1).describe(
    'wanted books searched in one run of the queue at least; a search with room takes more along',
  ),
  WISHLIST_PER_DAY: whole(10, 1).describe(
    'books a day searched for authors of whom five or more are missing',
  ),
  QUOTAS: readable('', readQuotas).describe(
    'what a role or a person may ask for in a week, such as member=10 books,50 GB,2 wedges; discord:123=none',
  ),
  MODEL_MODE: z
    .enum(['off', 'ask', 'on'])
    .default('off')
    .describe(
      'whether unclear sentences and questions may go to the language model: off, ask each time, on',
    ),
  PATH_TEMPLATE: readable(defaultPathTemplate, readPathTemplate).describe(
    'folders of a book in the library; what is not known leaves no gap',
  ),
  PATH_MAP: readable('', readPathMap).describe(
    'download client path=our path, where the two see different folders; more pairs after ";"',
  ),
};

export type PolicySettings = z.output<z.ZodObject<typeof policyOptions>>;

/** What is wrong with values that are right one by one; null when nothing is. */
export function contradiction({ RATIO_FLOOR, RATIO_RECOVERED }: PolicySettings): string | null {
  if (RATIO_RECOVERED >= RATIO_FLOOR) return null;
  return `RATIO_RECOVERED (${RATIO_RECOVERED}) must not be below RATIO_FLOOR (${RATIO_FLOOR}): an emergency would end while it begins`;
}
