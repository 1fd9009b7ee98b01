/** A moment as people write it: `29 Nov, 23:38`; in the time zone of this program unless told. */
export function timeText(at: Date, timeZone?: string): string {
  const form = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
  return at.toLocaleString('en-GB', timeZone ? { ...form, timeZone } : form);
}
