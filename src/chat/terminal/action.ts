import type { Button, CallInput, Form, Question, Select } from '../../command/reply.ts';

/** What a typed number does: a command call, after the questions it asks. */
export type Action = {
  number: number;
  label: string;
  runs: string;
  input: CallInput;
  style: Button['style'];
  asks: readonly Question[];
};

/** Two digits: a number stays valid until this many newer ones were given out. */
export const lastNumber = 99;

export type Numbering = {
  actions: Action[];
  /** The number given to an action; null when this reply has used up all of them. */
  give(action: Omit<Action, 'number'>): number | null;
};

/** Gives out numbers from `first` on, starting again at 1 after 99. */
export function createNumbering(first: number): Numbering {
  const actions: Action[] = [];
  return {
    actions,
    give(action) {
      if (actions.length === lastNumber) return null;
      const number = ((first - 1 + actions.length) % lastNumber) + 1;
      actions.push({ number, ...action });
      return number;
    },
  };
}

export function buttonAction({ label, runs, input, style, asks }: Button): Omit<Action, 'number'> {
  return { label, runs, input, style, asks: asks ? [asks] : [] };
}

export function optionAction(
  select: Select,
  { label, value }: Select['options'][number],
): Omit<Action, 'number'> {
  const input = { ...select.input, [select.field]: value };
  return { label, runs: select.runs, input, style: 'default', asks: [] };
}

export function formAction({ label, runs, input, questions }: Form): Omit<Action, 'number'> {
  return { label, runs, input, style: 'default', asks: questions };
}
