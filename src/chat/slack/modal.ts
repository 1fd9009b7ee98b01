import type { types } from '@slack/bolt';
import type { Commands } from '../../command/discover.ts';
import type { FieldShape } from '../../command/field.ts';
import type { Question } from '../../command/reply.ts';
import type { TypedCall } from '../../command/words.ts';
import { fieldOf, readTexts } from '../common/fields.ts';
import { optionOf, plain } from './actions.ts';
import { decodeValue, encode, parse, type Press, readPress } from './ids.ts';
import { limits } from './limits.ts';
import { cutEscaped } from './text.ts';

export const modalId = 'answer';
const answerId = 'answer';

/** Where the answer to a press belongs; strings of Slack that are never shown. */
export type Place = { channel: string; threadTs: string | null; responseUrl: string | null };

type Values = Record<string, Record<string, { value?: unknown; selected_option?: unknown }>>;

/** The questions of a press as a modal; `about` is the text of the pressed message, marked up by us. */
export function questionModal(
  press: Press,
  place: Place,
  { about, commands }: { about: string; commands: Commands },
): types.ModalView {
  const { title = press.runs, asks = [], ...call } = press;
  const head: types.KnownBlock[] = about
    ? [{ type: 'section', text: { type: 'mrkdwn', text: cutEscaped(about, 300), verbatim: true } }]
    : [];
  return {
    type: 'modal',
    callback_id: modalId,
    private_metadata: encode({ ...place, ...call }),
    title: plain(title, limits.modalTitle),
    submit: plain(title, limits.modalButton),
    close: plain('Cancel', limits.modalButton),
    blocks: [
      ...head,
      ...asks.map((ask) => inputBlock(ask, fieldOf(commands, press.runs, ask.field), asks.length)),
    ],
  };
}

function inputBlock(
  { field, label, choices }: Question,
  shape: FieldShape | undefined,
  count: number,
): types.InputBlock {
  // One question alone is asked because its answer matters.
  const isOptional = count > 1 && shape?.isRequired === false;
  const element = choiceElement(choices ?? shape?.choices ?? []);
  return {
    type: 'input',
    block_id: field,
    label: plain(label, limits.inputLabel),
    optional: isOptional,
    element: element ?? {
      type: 'plain_text_input',
      action_id: answerId,
      max_length: limits.textAnswer,
    },
  };
}

function choiceElement(choices: readonly string[]): types.StaticSelect | null {
  const options = choices.flatMap((choice) => optionOf({ label: choice, value: choice }) ?? []);
  if (options.length === 0 || options.length > limits.selectOptions) return null;
  return { type: 'static_select', action_id: answerId, options };
}

/** Where the answer to a filled-in modal belongs; to the person alone when that cannot be read. */
export function modalPlace(metadata: string, userId: string): Place {
  try {
    const { channel, threadTs, responseUrl } = parse(metadata);
    if (typeof channel !== 'string') return { channel: userId, threadTs: null, responseUrl: null };
    return { channel, threadTs: textOrNull(threadTs), responseUrl: textOrNull(responseUrl) };
  } catch {
    return { channel: userId, threadTs: null, responseUrl: null };
  }
}

/** The call of a filled-in modal; throws UserError for one that is forged or of another version. */
export function modalCall(metadata: string, values: Values, commands: Commands): TypedCall {
  const content = parse(metadata);
  const { runs, input } = readPress({ runs: content['runs'], input: content['input'] });
  const answers = Object.entries(values).flatMap(([field, { [answerId]: given }]) => {
    const option = given?.selected_option as { value?: unknown } | null | undefined;
    const text = option ? decodeValue(String(option.value)) : given?.value;
    return typeof text === 'string' && text !== '' ? [[field, text] as const] : [];
  });
  const all = { ...input, ...Object.fromEntries(answers) };
  return { command: runs, input: readTexts(commands, runs, all) };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
