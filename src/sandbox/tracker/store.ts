import { type Account, ratioOf } from './account.ts';

const gib = 1024 ** 3;
const weekMs = 7 * 86_400_000;
const ceilingMs = 90 * 86_400_000;

/** One purchase in the bonus store (`bonusBuy.php`); refusals are answers with status 200. */
export function buy(account: Account, query: URLSearchParams, now: Date): object {
  const kind = query.get('spendtype');
  if (kind === 'VIP') return buyVip(account, query.get('duration'), now);
  if (kind === 'upload') return buyUpload(account, query.get('amount') ?? '');
  if (kind !== 'wedges') return refused('Not allowed via API');
  if (account.points < 50_000) return refused('Insufficient funds');
  account.wedges += 1;
  return bought(account, 'wedges', 1, 50_000);
}

/** Whole weeks up to a ceiling of 90 days, as far as the points reach. */
function buyVip(account: Account, duration: string | null, now: Date): object {
  if (duration !== 'max') return refused('Automated spenders can only buy the maximum duration');
  const from = Math.max(account.vipUntil?.getTime() ?? 0, now.getTime());
  const fitting = Math.floor((ceilingMs - (from - now.getTime())) / weekMs);
  if (fitting < 1) return refused('You already have the maximum amount of VIP');
  const weeks = Math.min(fitting, Math.floor(account.points / 1250));
  if (weeks < 1) return refused('Not enough bonus, s1');
  account.vipUntil = new Date(from + weeks * weekMs);
  return bought(account, 'VIP', weeks, weeks * 1250);
}

function buyUpload(account: Account, amount: string): object {
  const affordable = Math.floor(account.points / 500);
  const gigabytes = amount === 'Max Affordable ' ? affordable : Number(amount);
  if (!Number.isInteger(gigabytes) || gigabytes < 50) {
    return refused(
      'Automated spenders are limited to buying at least 50 GB of upload at a time, due to log spam',
    );
  }
  if (gigabytes > affordable) return refused('Not enough bonus, s1');
  account.uploadedBytes += gigabytes * gib;
  return bought(account, 'upload', gigabytes, gigabytes * 500);
}

function bought(
  account: Account,
  type: Account['spent'][number]['kind'],
  amount: number,
  points: number,
): object {
  account.points -= points;
  account.spent.push({ kind: type, amount, points });
  return {
    success: true,
    type,
    amount,
    seedbonus: account.points,
    uploaded: account.uploadedBytes,
    downloaded: account.downloadedBytes,
    uploadFancy: `${(account.uploadedBytes / gib).toFixed(3)} GiB`,
    downloadFancy: `${(account.downloadedBytes / gib).toFixed(2)} GiB`,
    ratio: ratioOf(account),
  };
}

function refused(error: string): object {
  return { success: false, error };
}
