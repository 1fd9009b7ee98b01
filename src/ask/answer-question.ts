import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../command/actor.ts';
import { keepCard } from '../conversation/card.ts';
import { ExternalError, UserError } from '../errors.ts';
import type { Services } from '../services.ts';
import { nearByMeaning } from './by-meaning.ts';
import { findPassages, type Search } from './find-passages.ts';
import { importedSources } from './imported-notes.ts';
import { bringUpToDate } from './index-documents.ts';
import { ownSources, ruleSources } from './sources.ts';
import { type ByModel, writeAnswer } from './write-answer.ts';

export type Answer = Search & {
  question: string;
  /** Whether any page of the tracker is known at all. */
  hasRules: boolean;
  /** What the language model says; null when it was not asked. */
  byModel: ByModel | null;
  /** The model that may be asked once a person says so. */
  offer: { card: number; host: string } | null;
  /** Where the question went to be placed by its meaning; with why that did not help. */
  placed: { host: string; problem: string | null } | null;
};

type Asked = {
  question: string;
  /** The person pressed that the model may have it. */
  isAllowed: boolean;
  em: EntityManager;
  services: Services;
  actor: Actor;
  now: Date;
};

/** Quotes the passages that answer a question best, and lets a model answer from them where that is allowed. */
export async function answerQuestion(asked: Asked): Promise<Answer> {
  const { question, em, services, actor, now } = asked;
  const rules = await ruleSources(em);
  const others = [...(await importedSources(em)), ...(await ownSources())];
  await bringUpToDate(em, ['rules', 'imported', 'bot'], [...rules, ...others], now);
  const { modelMode } = await services.policy(em);
  const meaning = modelMode === 'on' ? await placeByMeaning(asked) : { ids: [], placed: null };
  const search = await findPassages(em, question, meaning.ids);
  if (search.isEmpty) {
    const hint = 'Say what it is about, such as "how long must I seed".';
    throw new UserError('bad_input', 'There is no word to look for in that question.', hint);
  }
  const { model } = services;
  const hasModel = model !== null && modelMode !== 'off' && search.passages.length > 0;
  const isSent = modelMode === 'on' || asked.isAllowed;
  return {
    ...search,
    question,
    hasRules: rules.length > 0,
    placed: meaning.placed,
    byModel:
      hasModel && isSent
        ? await writeAnswer(model, { question, passages: search.passages }, { em, actor, now })
        : null,
    offer: hasModel && !isSent ? { card: await keep(asked), host: model.host } : null,
  };
}

/** The question stays here until its button is pressed: a button cannot carry it. */
async function keep({ question, em, actor, now }: Asked): Promise<number> {
  return await keepCard(em, { actor, place: 'ask' }, { words: question, calls: [] }, now);
}

async function placeByMeaning({ question, em, services }: Asked) {
  const { embeddings } = services;
  if (!embeddings) return { ids: [], placed: null };
  const { host } = embeddings;
  try {
    const ids = await nearByMeaning(em, embeddings, question);
    return { ids, placed: { host, problem: null } };
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error;
    return { ids: [], placed: { host, problem: error.message } };
  }
}
