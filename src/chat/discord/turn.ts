/**
 * Waits until this process may hold the gateway; null when `signal` says stop first. Discord sends every
 * event to every session of a bot, so that two of them would answer everybody twice. `onOther` hears
 * that another process holds it.
 */
export type Turn = (
  signal: AbortSignal,
  onOther: () => void,
) => Promise<{ lost: AbortSignal; release: () => Promise<void> } | null>;

/** For the only process there is. */
export const alwaysOurs: Turn = async () => ({
  lost: new AbortController().signal,
  release: async () => {},
});
