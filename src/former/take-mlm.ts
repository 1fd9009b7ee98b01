import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { readMlmConfig } from '../importers/read-mlm-config.ts';
import { readMlmRules } from '../importers/read-mlm-rules.ts';
import { changeSetting, listSettings } from '../settings/stored.ts';
import type { PolicySettings } from '../settings/policy-options.ts';
import { draftImport } from '../wishlist/import-list.ts';
import { isFirst } from './once.ts';
import { leave, nothing, type Report, type Taken } from './report.ts';
import type { By } from './take-wishes.ts';

/**
 * Takes the rules of a configuration of MLM as settings, unless somebody has set them here, and has its
 * Goodreads shelves read, which become wishes when they are confirmed. Throws UserError.
 */
export async function takeMlm(
  em: EntityManager,
  text: string,
  { policy, ...by }: By & { policy: PolicySettings },
): Promise<Report> {
  const rules = readMlmRules(text);
  if (!rules) {
    const hint = 'It takes the config.toml of MLM as it is.';
    throw new UserError('bad_input', 'This is no configuration of MLM.', hint);
  }
  const settings = nothing('settings');
  const isSet = new Map((await listSettings(em, policy)).map((row) => [row.name, row.changedBy]));
  const byHand = [...rules.byHand];
  for (const { name, value, from } of rules.settings) {
    const changedBy = [...isSet].find(([known]) => known === name)?.[1];
    if (changedBy) {
      settings.known += 1;
      byHand.push(`${name}: ${from} says ${value}; it was set here already, by ${changedBy}`);
      continue;
    }
    await changeSetting(em, { name, value, actor: 'MLM', now: by.now });
    settings.taken += 1;
  }
  const others = rules.left.map(({ what, count, why }) => {
    const thing = nothing(what);
    leave(thing, count, why);
    return thing;
  });
  return { things: [settings, await takeShelves(em, text, by), ...others], byHand };
}

/** The shelves are read by the bot, and wait for a word then. */
async function takeShelves(em: EntityManager, text: string, by: By): Promise<Taken> {
  const thing = nothing('Goodreads shelves');
  const feeds = readMlmConfig(text)?.feeds ?? [];
  for (const feed of feeds) {
    // The address holds a key of its owner, so it is not kept.
    const item = createHash('sha256').update(feed).digest('hex');
    if (await isFirst(em, { source: 'mlm', item, now: by.now })) {
      await draftImport(em, feed, by);
      thing.taken += 1;
    } else thing.known += 1;
  }
  return thing;
}
