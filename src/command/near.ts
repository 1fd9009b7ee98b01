/** The name somebody may have meant who typed another: one slip away, or the beginning of the other. */
export function nearest(typed: string, names: Iterable<string>): string | null {
  const all = [...names];
  const isBeginning = (name: string) =>
    typed.length > 2 && (name.startsWith(typed) || typed.startsWith(name));
  return all.find((name) => isNear(name, typed)) ?? all.find(isBeginning) ?? null;
}

/** One letter too many, too few or wrong, or two changed places. */
export function isNear(known: string, typed: string): boolean {
  const { length } = known;
  if (Math.abs(length - typed.length) > 1) return false;
  let at = 0;
  while (at < length && known[at] === typed[at]) at += 1;
  const [rest, other] = [known.slice(at), typed.slice(at)];
  return (
    rest.slice(1) === other ||
    rest === other.slice(1) ||
    rest.slice(1) === other.slice(1) ||
    (rest[0] === other[1] && rest[1] === other[0] && rest.slice(2) === other.slice(2))
  );
}
