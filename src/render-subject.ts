import type { RenderCard } from './alerts/deliver.ts';
import { renderFirstScan } from './library/first-scan.ts';
import { renderBatch } from './metadata/batch-card.ts';
import { renderConflict } from './metadata/conflict-card.ts';
import { renderProposal } from './proposals/render-proposal.ts';
import { renderPurchase } from './spending/card.ts';
import type { Services } from './services.ts';
import { renderImport } from './wishlist/show-import.ts';
import { renderLookUp } from './wishlist/show-request.ts';

/** The card of a subject such as `proposal:12`. */
export function renderSubject({ policy }: Pick<Services, 'policy'>): RenderCard {
  return async (em, subject) => {
    const [kind, id] = subject.split(':');
    if (kind === 'proposal') return renderProposal(em, Number(id));
    if (kind === 'first-scan') return renderFirstScan(em, await policy(em));
    if (kind === 'purchase') return renderPurchase(em, Number(id));
    if (kind === 'metadata') return renderBatch(em, Number(id));
    if (kind === 'conflict') return renderConflict(em, Number(id));
    if (kind === 'request') return renderLookUp(em, Number(id));
    if (kind === 'import') return renderImport(em, Number(id));
    throw new Error(`nobody shows the subject ${subject}`);
  };
}
