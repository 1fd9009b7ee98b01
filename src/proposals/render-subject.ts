import type { RenderCard } from '../alerts/deliver.ts';
import { proposalCard } from './card.ts';
import { loadCard } from './load-card.ts';

/** The card of a subject such as `proposal:12`. */
export const renderSubject: RenderCard = async (em, subject) => {
  const [kind, id] = subject.split(':');
  if (kind !== 'proposal') throw new Error(`nobody shows the subject ${subject}`);
  const card = await loadCard(em, Number(id));
  return card && proposalCard(card);
};
