/** Taking it away is replacing `find` by `replace`; `test` is the file with a test that has to fail then. */
export type Control = {
  readonly control: string;
  /** Requirements of OWASP ASVS 5.0 it belongs to. */
  readonly asvs: readonly string[];
  readonly file: string;
  /** Stands there once. */
  readonly find: string;
  readonly replace: string;
  readonly test: string;
};
