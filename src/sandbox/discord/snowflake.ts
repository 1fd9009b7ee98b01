const discordEpochMs = 1_420_070_400_000n;

/** Ids as Discord makes them: decimal strings that grow with time and never repeat. */
export function createIds(now: () => Date): () => string {
  let last = 0n;
  return () => {
    const fromClock = (BigInt(now().getTime()) - discordEpochMs) << 22n;
    last = fromClock > last ? fromClock : last + 1n;
    return String(last);
  };
}
