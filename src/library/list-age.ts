/** The list of a series or an author is asked for again after a month. */
export const usualListAgeDays = 30;
/** A full run asks for all lists, but not again for those that a run cut off before it has read. */
export const fullListAgeDays = 7;

/** Whether what was checked then is older than so many days; true when it never was. */
export function isOlder(checked: Date | null | undefined, days: number, now: Date): boolean {
  return !checked || now.getTime() - checked.getTime() > days * 86_400_000;
}
