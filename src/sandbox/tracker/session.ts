/** The tracker's rotating session cookie. */
export type Session = {
  /** The value a member copies from the site once. */
  seed: string;
  /** Whether a Cookie header carries the current value or the one before. */
  accepts: (cookie: string) => boolean;
  /** The Set-Cookie line of the next answer; its value becomes the current one. */
  rotate: () => string;
  /** Ends the session as the site would: nothing is accepted any more. */
  revoke: () => void;
};

/** What the site sends with a refusal; a client that stores it as the new value has lost its session. */
export const deletionCookie =
  'mam_id=deleted; expires=Thu, 01-Jan-1970 00:00:01 GMT; Max-Age=0; path=/';

export function createSession(random: () => number): Session {
  let count = 0;
  const newValue = () => {
    count += 1;
    return `${randomText(random)}${count}`;
  };
  const seed = newValue();
  let valid = [seed];
  return {
    seed,
    accepts: (cookie) => {
      const given = /(?:^|;\s*)mam_id=([^;]*)/.exec(cookie)?.[1] ?? '';
      return valid.includes(given);
    },
    rotate: () => {
      const next = newValue();
      valid = [next, ...valid].slice(0, 2);
      return `mam_id=${next}; expires=Fri, 01-Jan-2100 00:00:00 GMT; path=/; httponly`;
    },
    revoke: () => {
      valid = [];
    },
  };
}

function randomText(random: () => number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';
  const letters = Array.from(
    { length: 96 },
    () => alphabet[Math.floor(random() * alphabet.length)],
  );
  return letters.join('');
}
