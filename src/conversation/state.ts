/** Something a reply showed by number. */
export type Item = { kind: string; id: number; text: string };
export type Call = { command: string; input: Record<string, string | number | boolean> };

/** What was said last to one person in one place; what is said next may lean on it. */
export type State = {
  /** The call that was answered; null when the answer was a question. */
  call: Call | null;
  items: readonly Item[];
  /** What shows the rest of a list. */
  more: Call | null;
  /** The readings that were offered. */
  readings: readonly Call[];
  /** The card that waits for a press. */
  card: number | null;
};
