/** Whether an id comes for the first time; remembers the last `most`. Discord replays events after a reconnect. */
export function createFirstSight(most = 1000): (id: string) => boolean {
  const seen = new Set<string>();
  return (id) => {
    if (seen.has(id)) return false;
    seen.add(id);
    const [oldest] = seen;
    if (seen.size > most && oldest !== undefined) seen.delete(oldest);
    return true;
  };
}
