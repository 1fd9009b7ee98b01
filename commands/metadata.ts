import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { fields } from '../src/command/reply.ts';
import { timeText } from '../src/command/time-text.ts';
import { metadataFigures } from '../src/metadata/figures.ts';
import { type ProviderState, providerStates } from '../src/metadata/provider-states.ts';

export default defineCommand({
  name: 'metadata',
  description: 'How well the catalogues know your books, and which answer',
  role: 'viewer',
  effect: 'read',
  visibility: 'channel',
  input: z.strictObject({}),
  async run(_input, { em, services, now }) {
    const figures = await metadataFigures(em);
    return { figures, providers: await providerStates(em, services, now) };
  },
  view: ({ figures, providers }) => ({
    title: `${figures.processed} of ${figures.books} books looked up`,
    tone: 'info',
    blocks: [
      fields({
        'The very edition': String(figures.high),
        'The work': String(figures.medium),
        Unsure: String(figures.low),
        Unknown: String(figures.unmatched),
        'With series': String(figures.seriesIdentified),
        'With authors': String(figures.authorsFilled),
        'With narrators': String(figures.narratorsFilled),
        'Last look': figures.lastAskedAt && timeText(figures.lastAskedAt),
      }),
      {
        kind: 'list',
        items: providers.map((one) => ({
          text: `${one.label}: ${one.state}`,
          detail: detail(one),
        })),
      },
    ],
  }),
});

function detail({ reason, until, quota }: ProviderState): string {
  const today = quota ? `${quota.used} of ${quota.perDay} requests today` : null;
  return [reason, until && `again at ${timeText(until)}`, today].filter(Boolean).join(' · ');
}
