/** What a person may say against a proposal; each has its own consequence. */
export const rejectReasons = [
  'wrong book',
  'wrong edition',
  'too big',
  'not now',
  'never',
] as const;

export type RejectReason = (typeof rejectReasons)[number];

/** For how long a book can be put aside by a button; any other number is typed. */
export const snoozeDays = ['1', '7', '30', '90'] as const;
