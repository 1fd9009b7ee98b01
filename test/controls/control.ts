export type Control = {
  readonly control: string;
  readonly asvs: readonly string[];
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly test: string;
};
