import type { FormFaults } from '../../../../src/sandbox/discord/form.ts';

/** The codes of all faults a check finds, each once. */
export function faultsOf(check: (faults: FormFaults) => void): string[] {
  const faults: FormFaults = [];
  check(faults);
  return [...new Set(faults.map(({ code }) => code))];
}

export const tooLong = ['BASE_TYPE_MAX_LENGTH'];

export function long(length: number): string {
  return 'x'.repeat(length);
}

let made = 0;

/** A button with a custom id of its own. */
export function button(extra: object = {}): object {
  made += 1;
  return { type: 2, style: 1, label: 'Go', custom_id: `button-${made}`, ...extra };
}

export function row(...components: object[]): object {
  return { type: 1, components };
}

export function option(value: string): object {
  return { label: value, value };
}
