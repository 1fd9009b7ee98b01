import type { EntityManager } from '@mikro-orm/postgresql';
import type { Embeddings } from '../clients/model/embeddings.ts';
import type { Services } from '../services.ts';
import { countUnplaced, placePassages } from './by-meaning.ts';
import { bringUpToDate, type IndexReport, isOutOfDate } from './index-documents.ts';
import { importedSources } from './imported-notes.ts';
import { noteSources } from './note-sources.ts';
import { type Kind, ownSources, ruleSources, type Source } from './sources.ts';

const kinds: readonly Kind[] = ['rules', 'notes', 'imported', 'bot'];

/** Reads every document that has changed, and gives passages their vectors where texts may leave the machine. */
export async function updateAll(
  em: EntityManager,
  services: Services,
  now: Date,
  signal: AbortSignal,
): Promise<{ index: IndexReport; placed: number }> {
  const index = await bringUpToDate(em, kinds, await allSources(em, services), now);
  const embeddings = await allowedEmbeddings(em, services);
  return { index, placed: embeddings ? await placePassages(em, embeddings, signal) : 0 };
}

/** Null when a document is another one, or a passage waits for its vector. */
export async function whyNothingToDo(services: Services): Promise<string | null> {
  const em = services.em();
  if (await isOutOfDate(em, kinds, await allSources(em, services))) return null;
  const embeddings = await allowedEmbeddings(em, services);
  if (embeddings && (await countUnplaced(em, embeddings)) > 0) return null;
  return 'no page, note or document has changed';
}

async function allSources(em: EntityManager, { config }: Services): Promise<Source[]> {
  const folder = await noteSources(config.settings.RULES_DIR);
  const notes = [...folder, ...(await importedSources(em))];
  return [...(await ruleSources(em)), ...notes, ...(await ownSources())];
}

async function allowedEmbeddings(
  em: EntityManager,
  { embeddings, policy }: Services,
): Promise<Embeddings | null> {
  return (await policy(em)).modelMode === 'on' ? embeddings : null;
}
