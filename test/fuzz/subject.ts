import type { Random } from '../torrent/hostile.ts';

type Fault = new (...args: never[]) => Error;

/** A place where something from outside is read. */
export type Subject = {
  readonly name: string;
  /** What might arrive there on a bad day; the same for the same numbers. */
  make(random: Random): unknown;
  /** Reads it. Throws when it fails, or answers something that the rest of the program cannot rely on. */
  read(input: unknown): unknown;
  /** The share of the inputs of others, where one costs much more. */
  readonly share: number;
};

/** `mayThrow`: the kinds of errors, exactly, with which it tells that something cannot be read. */
export function subject<Input>(made: {
  name: string;
  make: (random: Random) => Input;
  read: (input: Input) => unknown;
  mayThrow?: readonly Fault[];
  share?: number;
}): Subject {
  const { name, make, mayThrow = [], share = 1 } = made;
  const isTold = (error: unknown) =>
    mayThrow.some((fault) => (error as Error | null)?.constructor === fault);
  return {
    name,
    make,
    share,
    read(input) {
      try {
        const read = made.read(input as Input);
        if (!(read instanceof Promise)) return read;
        return read.catch((error: unknown) => {
          if (!isTold(error)) throw error;
        });
      } catch (error) {
        if (isTold(error)) return null;
        throw error;
      }
    },
  };
}

/** Throws with what is wrong unless it holds. */
export function hold(isTrue: boolean, wrong: string): void {
  if (!isTrue) throw new Error(`not to be relied on: ${wrong}`);
}
