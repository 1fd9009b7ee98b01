import { readFile } from 'node:fs/promises';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../command/actor.ts';
import { recordAudit } from '../command/audit.ts';
import { messageOf, UserError } from '../errors.ts';
import type { PolicySettings } from '../settings/policy-options.ts';
import { openTables } from './open-tables.ts';
import type { Report } from './report.ts';
import type { ForeignTables } from './tables.ts';
import { takeFormer } from './take-former.ts';
import { takeList } from './take-list.ts';
import { takeMlm } from './take-mlm.ts';
import { takeRequests } from './take-requests.ts';
import type { By } from './take-wishes.ts';

export const kinds = ['mamcrawler', 'audiobookrequest', 'mlm', 'list'] as const;
export type Kind = (typeof kinds)[number];

export type Order = By & {
  person: Actor;
  source: string;
  isDryRun: boolean;
  policy: PolicySettings;
};

/** Ends the transaction of a dry run with everything in it undone. */
class DryRun extends Error {
  readonly report: Report;

  constructor(report: Report) {
    super('dry run');
    this.report = report;
  }
}

/** Takes over what another program left, all of it or nothing; a dry run does the same and undoes it. Throws UserError. */
export async function takeOver(em: EntityManager, kind: Kind, order: Order): Promise<Report> {
  const take = await reader[kind](order.source);
  try {
    return await em.transactional(async (inner) => {
      const report = await take.run(inner, order);
      if (order.isDryRun) throw new DryRun(report);
      // The source is not named: an address may hold a password.
      const entry = { actor: order.person, command: 'import', input: { kind }, outcome: 'done' };
      await recordAudit(inner, entry);
      return report;
    });
  } catch (error) {
    if (error instanceof DryRun) return error.report;
    throw error;
  } finally {
    await take.close();
  }
}

type Take = {
  run: (em: EntityManager, order: Order) => Promise<Report>;
  close: () => Promise<void>;
};

const reader: Record<Kind, (source: string) => Promise<Take>> = {
  mamcrawler: (source) => ofTables(source, takeFormer),
  // Its API tells the wishlist as JSON, and people keep it as a table.
  audiobookrequest: (source) =>
    /\.(?:json|csv|txt)$/i.test(source) ? ofText(source, takeList) : ofTables(source, takeRequests),
  mlm: (source) => ofText(source, takeMlm),
  list: (source) => ofText(source, takeList),
};

async function ofTables(
  source: string,
  take: (em: EntityManager, tables: ForeignTables, by: By) => Promise<Report>,
): Promise<Take> {
  const tables = await openTables(source);
  return { run: (em, order) => take(em, tables, order), close: tables.close };
}

async function ofText(
  source: string,
  take: (em: EntityManager, text: string, order: Order) => Promise<Report>,
): Promise<Take> {
  let text: string;
  try {
    text = await readFile(source, 'utf8');
  } catch (error) {
    const hint = 'Give the path of the file.';
    throw new UserError('bad_input', `${source} cannot be read: ${messageOf(error)}.`, hint);
  }
  return { run: (em, order) => take(em, text, order), close: () => Promise.resolve() };
}
