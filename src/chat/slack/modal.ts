import type { types } from '@slack/bolt';
import type { Commands } from '../../command/discover.ts';
import type { FieldShape } from '../../command/field.ts';
import type { Question } from '../../command/reply.ts';
import type { TypedCall } from '../../command/words.ts';
import type { AttachedFile } from '../common/attached.ts';
import { fieldOf, readTexts } from '../common/fields.ts';
import { optionOf, plain } from './actions.ts';
import { decodeValue, encode, parse, type Press, readPress } from './ids.ts';
import { limits } from './limits.ts';
import { cutEscaped } from './text.ts';

export const modalId = 'answer';
const answerId = 'answer';
const fileBlockId = 'attachment';

/** Where the answer to a press belongs; strings of Slack that are never shown. */
export type Place = { channel: string; threadTs: string | null; responseUrl: string | null };

type Given = { value?: unknown; selected_option?: unknown; files?: unknown };
type Values = Record<string, Record<string, Given>>;

/** The questions of a press as a modal; `about` is the text of the pressed message, marked up by us. */
export function questionModal(
  press: Press,
  place: Place,
  { about, commands }: { about: string; commands: Commands },
): types.ModalView {
  const { title = press.runs, asks = [], ...call } = press;
  const attached = asks.find(({ field }) => field === commands.get(press.runs)?.attached);
  const isOptional = (ask: Question, isRequired: boolean | undefined) =>
    // One question alone is asked because its answer matters.
    ask === attached || (asks.length > 1 && isRequired === false);
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
      ...asks.map((ask) => {
        const shape = fieldOf(commands, press.runs, ask.field);
        return inputBlock(ask, shape, isOptional(ask, shape?.isRequired));
      }),
      ...(attached ? [fileBlock] : []),
    ],
  };
}

function inputBlock(
  { field, label, choices }: Question,
  shape: FieldShape | undefined,
  isOptional: boolean,
): types.InputBlock {
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

const fileBlock: types.InputBlock = {
  type: 'input',
  block_id: fileBlockId,
  label: plain('Or a file', limits.inputLabel),
  optional: true,
  element: { type: 'file_input', action_id: answerId, max_files: 1 },
};

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

/** The file somebody put into a modal. */
export function modalFile(values: Values): AttachedFile | null {
  const files = values[fileBlockId]?.[answerId]?.files;
  const [file] = (Array.isArray(files) ? files : []) as Record<string, unknown>[];
  if (!file) return null;
  const { name, url_private: address, size } = file;
  return { name: String(name), address: String(address), sizeBytes: Number(size) };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
