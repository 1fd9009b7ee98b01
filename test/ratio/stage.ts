import { recordReading } from '../../src/account/record.ts';
import type { Qbittorrent } from '../../src/clients/qbittorrent/index.ts';
import { dispatchOne } from '../../src/outbox/dispatch.ts';
import { judgeRatio } from '../../src/ratio/judge.ts';
import { restoreHandler } from '../../src/ratio/restore.ts';
import { measuresHandler } from '../../src/ratio/take-measures.ts';
import type { Services } from '../../src/services.ts';
import { account } from '../account/readings.ts';

/** What an emergency does, without bot, chat and clock. */
export type RatioStage = {
  /** Reads so much of a ratio from the tracker and judges it. */
  read: (ratio: number) => Promise<void>;
  /** Carries out, once each, what is due in the download client. */
  work: (services?: Services) => Promise<void>;
  /** Makes what waits for its time due now. */
  wake: () => Promise<void>;
};

export function ratioStage(services: Services): RatioStage {
  const started = Date.now();
  let readings = 0;
  return {
    async read(ratio) {
      readings += 1;
      const now = new Date(started + readings * 1000);
      const bytes = { uploadedBytes: Math.round(ratio * 1e12), downloadedBytes: 1e12 };
      await recordReading(services.em(), { ...account, ...bytes }, now);
      const { platforms } = services;
      await judgeRatio(services.em(), {
        platforms,
        policy: await services.policy(services.em()),
        hasClient: true,
        now,
      });
    },
    async work(used = services) {
      const handlers = {
        'ratio-measures': measuresHandler(used),
        'ratio-restore': restoreHandler(used),
      };
      const fail = async (_message: unknown, reason: string) => Promise.reject(new Error(reason));
      const now = () => new Date();
      while (await dispatchOne({ em: services.em, now, handlers, onDead: fail }));
    },
    async wake() {
      await services.em().execute(`update outbox set not_before = 'epoch' where lane = 'ratio'`);
    },
  };
}

/** The whole client as a person sees it: its preferences, and how each torrent runs. */
export async function picture(qbittorrent: Qbittorrent): Promise<Record<string, unknown>> {
  const torrents = await qbittorrent.torrentsOfCategory('audiobooks');
  const runs = torrents.map(({ name, run }) => [name, run] as const);
  return { ...(await qbittorrent.preferences()), ...Object.fromEntries(runs) };
}

/** The process ends at the n-th call of the client, before the client heard of it or after. */
export class Killed extends Error {
  static readonly text = 'the process was killed';

  constructor() {
    super(Killed.text);
  }
}

export function killedAt(
  qbittorrent: Qbittorrent,
  call: number,
  when: 'before' | 'after',
): Qbittorrent {
  let calls = 0;
  return new Proxy(qbittorrent, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== 'function') return method;
      return async (...input: unknown[]) => {
        calls += 1;
        const isDeadly = calls === call;
        if (isDeadly && when === 'before') throw new Killed();
        const answer: unknown = await method.apply(target, input);
        if (isDeadly) throw new Killed();
        return answer;
      };
    },
  });
}
