import type { EntityManager } from '@mikro-orm/postgresql';
import { type Reply, say } from '../command/reply.ts';
import type { Outcome } from './ask.ts';
import type { LookUpResult } from './look-up.ts';

const tellMe = 'Say the title and the author: request title:"…" author:"…"';

/** What became of a request, in words. */
export function showOutcome(outcome: Outcome, isWatchOnly = false): Reply {
  const { kind, title, missing, until, others } = outcome;
  const day = until ?? 'a day that is not known yet';
  const company = others.length > 0 ? ` ${others.join(', ')} wants it too.` : '';
  switch (kind) {
    case 'owned':
      return say(`You have it: ${title}`, 'It is in the library already.');
    case 'joined':
      return say(`Wanted already: ${title}`, `It is searched for in turn.${company}`);
    case 'announced':
      return say(
        `Not out yet: ${title}`,
        `It comes out on ${day} and is searched for then.${company}`,
      );
    case 'waits':
      return say(
        `Noted: ${title}`,
        `Your quota of this week is used up. Wanted book ${missing} is searched for from ${day} on; "wishlist" shows your list.`,
        'warning',
      );
    case 'searched':
      return say(
        `Requested: ${title}`,
        `It was searched for lately and nothing acceptable was there. Wanted book ${missing} is searched for again on ${day}; "why ${missing}" says more.`,
      );
    case 'requested': {
      const next = isWatchOnly
        ? 'is searched for when an owner switches autopilot on again.'
        : 'is searched for now; what fits is proposed.';
      return say(`Requested: ${title}`, `Wanted book ${missing} ${next}`, 'ok');
    }
  }
}

/** The card of a request that had to be looked up; null as long as nothing came of it. */
export async function renderLookUp(em: EntityManager, id: number): Promise<Reply | null> {
  const [row] = await em.execute<{ result: LookUpResult | null; name: string }[]>(
    'select result, user_name as name from book_lookups where id = ?',
    [id],
  );
  return row?.result ? showResult(row.result, row.name) : null;
}

function showResult(result: LookUpResult, name: string): Reply {
  const asker = { kind: 'text' as const, text: `Asked for by ${name}.` };
  switch (result.kind) {
    case 'asked': {
      const reply = showOutcome(result.outcome);
      return { ...reply, blocks: [...reply.blocks, asker] };
    }
    case 'nothing':
      return {
        ...say('Which book is it?', `Could not find out: ${result.reason}. ${tellMe}`, 'warning'),
      };
    case 'several':
      return {
        title: 'Which of these books is it?',
        tone: 'info',
        blocks: [
          {
            kind: 'list',
            items: result.books.map(({ title, author, facts: { asin } }) => ({
              text: `${title} by ${author}`,
              ...(asin ? { buttons: [thisOne(asin)] } : {}),
            })),
          },
          { kind: 'text', text: `None of them? ${tellMe}` },
          asker,
        ],
      };
  }
}

function thisOne(asin: string) {
  return { label: 'This one', runs: 'request', input: { title: asin }, style: 'default' } as const;
}
