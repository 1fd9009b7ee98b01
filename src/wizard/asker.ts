import * as clack from '@clack/prompts';
import { options as settings } from '../config-options.ts';
import type { Found } from '../setup/finding.ts';

/** The person pressed Ctrl+C. */
export class Left extends Error {}

export type SettingName = keyof typeof settings.shape;
export type Choice<Value extends string> = { value: Value; label: string; hint?: string };

/** How the wizard talks to the person; everything that asks throws `Left` when they go. */
export type Asker = ReturnType<typeof createAsker>;

export function createAsker() {
  return {
    explain: (title: string, lines: readonly string[]) => clack.note(lines.join('\n'), title),
    /** As it is and on lines of its own, to be copied. */
    print: (text: string) => void process.stdout.write(`\n${text}\n\n`),
    step: (text: string) => clack.log.step(text),
    verdict: ({ state, text, hint }: Found) => {
      const tell = {
        ok: 'success',
        warning: 'warn',
        bad: 'error',
        off: 'info',
        open: 'info',
      } as const;
      clack.log[tell[state]](hint ? `${text}\n${hint}` : text);
    },
    /** What may be seen, in the form of its setting if it is one; empty where it may be left out. */
    async text(
      name: SettingName | null,
      message: string,
      { initial = '', form, isOptional = false }: TextOptions = {},
    ): Promise<string> {
      const validate = (value: string | undefined) => fault(name, value, { form, isOptional });
      return given(await clack.text({ message, initialValue: initial, validate })).trim();
    },
    /** A setting that is typed unseen; empty keeps the one there is. */
    async secret(
      name: SettingName,
      message: string,
      { present, form }: { present?: string | undefined; form?: RegExp } = {},
    ): Promise<string> {
      const isOptional = present !== undefined;
      const typed = await clack.password({
        message: isOptional ? `${message} (empty: as it is)` : message,
        validate: (value) => fault(name, value, { form, isOptional }),
      });
      return given(typed).trim() || (present ?? '');
    },
    async choose<Value extends string>(message: string, among: Choice<Value>[]): Promise<Value> {
      return given(await clack.select<string>({ message, options: among })) as Value;
    },
    async chooseSeveral<Value extends string>(
      message: string,
      among: Choice<Value>[],
      chosen: readonly Value[],
    ): Promise<Value[]> {
      const asked = { message, options: among, initialValues: chosen, required: false };
      return given(await clack.multiselect<string>(asked)) as Value[];
    },
    confirm: async (message: string, initialValue: boolean): Promise<boolean> =>
      given(await clack.confirm({ message, initialValue })),
  };
}

type TextOptions = { initial?: string | undefined; form?: RegExp; isOptional?: boolean };

function given<Value>(answer: Value): Exclude<Value, symbol> {
  if (typeof answer === 'symbol') throw new Left();
  return answer as Exclude<Value, symbol>;
}

/** What is wrong with a typed value; undefined is nothing. */
function fault(
  name: SettingName | null,
  typed: string | undefined,
  { form, isOptional }: { form?: RegExp | undefined; isOptional: boolean },
): string | undefined {
  const value = typed?.trim() ?? '';
  if (value === '') return isOptional ? undefined : 'It is needed here.';
  if (form && !form.test(value)) return 'It does not look like one.';
  return name === null
    ? undefined
    : settings.shape[name].safeParse(value).error?.issues[0]?.message;
}
