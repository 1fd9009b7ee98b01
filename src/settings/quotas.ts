/** What one person may ask for in a week; null is as much as they like. */
export type Quota = { books: number | null; gb: number | null; wedges: number | null };

/** By role (`member`) and by person (`discord:1234`). */
export type Quotas = ReadonlyMap<string, Quota>;

export const noQuota: Quota = { books: null, gb: null, wedges: null };

const whoForm = /^(?:viewer|member|(?:discord|slack|terminal|api):\S+)$/;
const amountForm = /^(\d{1,6}(?:\.\d{1,3})?) ?(books?|gb|wedges?)$/i;
const unitNames: Readonly<Record<string, keyof Quota>> = { b: 'books', g: 'gb', w: 'wedges' };

/** Reads `member=10 books,50 GB,2 wedges; discord:1234=none`; throws a sentence for what is not of this form. */
export function readQuotas(text: string): Quotas {
  const quotas = new Map<string, Quota>();
  for (const entry of text.split(';').map((part) => part.trim())) {
    if (entry === '') continue;
    const [who = '', amounts = '', ...more] = entry.split('=').map((side) => side.trim());
    if (!whoForm.test(who) || amounts === '' || more.length > 0) {
      throw new Error(`"${entry}" is not of the form member=10 books,50 GB,2 wedges`);
    }
    if (quotas.has(who)) throw new Error(`${who} has two quotas`);
    quotas.set(who, amounts === 'none' ? noQuota : readAmounts(amounts));
  }
  return quotas;
}

function readAmounts(text: string): Quota {
  const quota = { ...noQuota };
  for (const part of text.split(',').map((one) => one.trim())) {
    const [, digits, unit = ''] = amountForm.exec(part) ?? [];
    const amount = Number(digits);
    const name = unitNames[unit.charAt(0).toLowerCase()] ?? 'gb';
    if (digits === undefined || (name !== 'gb' && !Number.isInteger(amount))) {
      throw new Error(`"${part}" is not an amount such as 10 books, 50 GB or 2 wedges`);
    }
    if (amount === 0 && name !== 'wedges') {
      throw new Error(`"${part}" lets nothing through; take the role away instead`);
    }
    if (quota[name] !== null) throw new Error(`"${text}" has two amounts of ${name}`);
    quota[name] = amount;
  }
  return quota;
}

type Person = { platform: string; id: string; role: string };

/** The quota of a person: their own, else that of their role. Operators and owners have none. */
export function quotaOf(quotas: Quotas, { platform, id, role }: Person): Quota {
  if (role === 'operator' || role === 'owner') return noQuota;
  return quotas.get(`${platform}:${id}`) ?? quotas.get(role) ?? noQuota;
}
