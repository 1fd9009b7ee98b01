import { z } from 'zod';
import { ratioText } from '../src/account/ratio.ts';
import { readSamples, type Sample } from '../src/account/samples.ts';
import { accountStanding } from '../src/account/standing.ts';
import { readingText } from '../src/account/words.ts';
import { defineCommand } from '../src/command/definition.ts';
import { fields, type LineChart, say, type Tone } from '../src/command/reply.ts';
import { describeRatio, type SeedingNow, seedingNow } from '../src/ratio/describe.ts';
import { loadCompliance } from '../src/ratio/load-compliance.ts';
import { changeBlocks, heldText, levelText, ruleBlocks } from '../src/ratio/show.ts';

type Limits = { floor: number; warn: number };

export default defineCommand({
  name: 'ratio',
  description: 'Ratio, upload and download of the tracker account',
  role: 'operator',
  effect: 'read',
  visibility: 'private',
  input: z.strictObject({
    days: z.int().min(1).max(3650).default(30).describe('how far back the chart goes'),
  }),
  async run({ days }, { em, now, services }) {
    const policy = await services.policy(em);
    const { ratioFloor: floor, ratioRecovered: recovered, ratioWarn: warn } = policy;
    const standing = await accountStanding(em, policy, now);
    const { readingStaleMinutes: staleMinutes } = policy;
    const samples = await readSamples(em, { days, staleMinutes, now });
    const { QB_CATEGORY, MAM_SEARCHES_PER_DAY } = services.config.settings;
    const tracker = services.mam && { searchesPerDay: MAM_SEARCHES_PER_DAY };
    return {
      ...standing,
      limits: { floor, recovered, warn },
      situation: await describeRatio(em, policy, now),
      hasClient: services.qbittorrent !== null,
      seeding: await seedingNow(services.qbittorrent, QB_CATEGORY),
      rules: await loadCompliance(em, standing, { policy, tracker, now }),
      days,
      samples,
    };
  },
  view({ limits, situation, hasClient, seeding, rules, days, samples, ...standing }) {
    if (!standing.readAt)
      return say(
        'Ratio unknown',
        'The tracker account was never read. "run account" reads it now.',
        'warning',
      );
    const ratio = standing.isFresh ? standing.ratio : null;
    return {
      title: `Ratio ${ratioText(ratio)}`,
      tone: situation.level === 'emergency' ? 'danger' : toneOf(ratio, limits),
      blocks: [
        fields({
          State: levelText(situation),
          'Last known': standing.isFresh ? null : ratioText(standing.ratio),
          Uploaded: gigabytes(standing.uploadedBytes),
          Downloaded: gigabytes(standing.downloadedBytes),
          Room: roomText(situation.roomBytes, limits.floor),
          'Held back': heldText(situation),
          Torrents: hasClient ? seedingText(seeding) : null,
          Unsatisfied: standing.unsatisfied
            ? `${standing.unsatisfied.count} of ${standing.unsatisfied.limit}`
            : 'unknown',
          'Hit and run': standing.hitAndRunCount ?? 'unknown',
          'Owed, not seeding': standing.inactiveUnsatisfiedCount ?? 'unknown',
          Connectable: standing.connectable ?? 'unknown',
          Read: readingText(standing),
        }),
        ...changeBlocks(situation),
        ...ruleBlocks(rules),
        // An infinite ratio has no place on a chart.
        ...(standing.ratioState === 'infinite' ? [] : [chartOf(samples, days, limits)]),
      ],
    };
  },
});

function roomText(bytes: number | null, floor: number): string {
  if (bytes !== null && bytes < 0) return `none: ${gigabytes(-bytes)} of upload are missing`;
  return `${gigabytes(bytes)} before ${floor.toFixed(2)}`;
}

function seedingText(now: SeedingNow | null): string {
  if (!now) return 'unknown: qBittorrent does not answer';
  const { seeding, downloading, stalled } = now;
  return `${seeding} seeding, ${downloading} downloading (${stalled} stalled)`;
}

function chartOf(samples: readonly Sample[], days: number, limits: Limits): LineChart {
  return {
    kind: 'chart',
    title: `Ratio, ${days} days`,
    unit: '',
    points: samples.map(({ at, ratio }) => ({ at, value: ratio })),
    lines: [
      { label: 'floor', value: limits.floor, tone: 'danger' },
      { label: 'warning', value: limits.warn, tone: 'warning' },
    ],
  };
}

function toneOf(ratio: number | null, limits: Limits): Tone {
  if (ratio === null) return 'warning';
  if (ratio <= limits.floor) return 'danger';
  return ratio < limits.warn ? 'warning' : 'info';
}

function gigabytes(bytes: number | null): string {
  return bytes === null ? 'unknown' : `${(bytes / 1024 ** 3).toFixed(1)} GB`;
}
