/** What a person may say against a proposal; each has its own consequence. */
export const rejectReasons = [
  'wrong book',
  'wrong edition',
  'too big',
  'not now',
  'never',
] as const;

export type RejectReason = (typeof rejectReasons)[number];
