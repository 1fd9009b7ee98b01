import { recordReading } from '../account/record.ts';
import { raise } from '../alerts/raise.ts';
import { purchaseUnknown } from '../alerts/words/spending.ts';
import type { Mam } from '../clients/mam/index.ts';
import type { Services } from '../services.ts';
import { historySince } from './history-since.ts';
import { balancesOf, markUnknown, openPurchase, settle, withdraw } from './ledger.ts';
import { Purchase } from './purchase.entity.ts';
import { describePurchase } from './words.ts';
import { wedgeVerdict } from './wedge-verdict.ts';

export type WedgeServices = Pick<Services, 'em' | 'now' | 'platforms'> & { mam: Mam };

/** No request and no process is at work on a purchase for longer than this. */
const abandonedMinutes = 10;

/** The request went out, and the answer is not known: said once, and looked for from now on. */
export async function loseSight(
  { em, platforms }: WedgeServices,
  purchase: Purchase,
  detail: string,
): Promise<void> {
  await em().transactional(async (inner) => {
    if (!(await markUnknown(inner, purchase.id, detail))) return;
    const words = purchaseUnknown(purchase.id, describePurchase(purchase), detail);
    await raise(inner, platforms, { key: `purchase-unknown:${purchase.id}`, ...words });
  });
}

/** Looks at the account and at the torrent, and settles the purchase as soon as they prove something. */
export async function settleUnknownWedge(
  { em: open, mam, now }: WedgeServices,
  purchaseId: number,
): Promise<'spent' | 'not-spent' | 'unknown'> {
  const em = open();
  const purchase = await em.findOneOrFail(Purchase, purchaseId);
  const trackerId = await trackerIdOf(em, purchase.releaseId ?? null);
  const row = trackerId === null ? null : await mam.releaseById(trackerId);
  const isFreeNow = row?.isPersonalFreeleech ?? null;
  const isListed = isFreeNow !== true && (await isInHistory(mam, trackerId, purchase));
  const account = await mam.account();
  await recordReading(em, account, now());
  const verdict = wedgeVerdict({
    wedgesBefore: purchase.before?.wedges ?? null,
    wedgesNow: account.wedges,
    isFreeNow,
    isInHistory: isListed,
    minutesSinceSent: (now().getTime() - (purchase.sentAt ?? now()).getTime()) / 60_000,
  });
  if (verdict === 'unknown') return verdict;
  const isSpent = verdict === 'spent';
  const listed = isListed ? 'the bonus history shows it' : 'the torrent is not free';
  const shown = isFreeNow ? 'the torrent is free now' : listed;
  const detail = `${shown}; wedges ${purchase.before?.wedges ?? '?'} → ${account.wedges ?? '?'}`;
  await settle(em, purchaseId, { isSpent, detail, after: balancesOf(account, now()) }, now());
  return verdict;
}

/** Settles what nobody is at work on any more, so that it does not stand in the way of the next wedge. */
export async function settleWedges(services: WedgeServices): Promise<void> {
  const em = services.em();
  const purchase = await openPurchase(em, 'wedge');
  if (!purchase) return;
  const since = purchase.sentAt ?? purchase.intendedAt;
  const isAbandoned = services.now().getTime() - since.getTime() > abandonedMinutes * 60_000;
  if (purchase.status === 'unknown') await settleUnknownWedge(services, purchase.id);
  else if (isAbandoned && purchase.status === 'sent') {
    await loseSight(services, purchase, 'the bot ended before it had the answer');
    await settleUnknownWedge(services, purchase.id);
  } else if (isAbandoned) await withdraw(em, purchase.id, 'never sent', services.now());
}

const wedgeType = 'wedgePF';

async function isInHistory(
  mam: Mam,
  trackerId: number | null,
  { sentAt }: Purchase,
): Promise<boolean> {
  if (trackerId === null || !sentAt) return false;
  const entries = await historySince(mam, sentAt);
  return entries?.some((one) => one.type === wedgeType && one.trackerId === trackerId) ?? false;
}

async function trackerIdOf(
  em: ReturnType<WedgeServices['em']>,
  releaseId: number | null,
): Promise<number | null> {
  const rows = await em.execute<{ tracker_id: string }[]>(
    'select tracker_id from releases where id = ?',
    [releaseId],
  );
  return rows[0] ? Number(rows[0].tracker_id) : null;
}
