import type { Commands } from '../../command/discover.ts';
import type { TypedCall } from '../../command/words.ts';
import { UserError } from '../../errors.ts';
import { readCalls } from '../common/several.ts';

const longestText = 4000;

const named: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };
const leadingMentions = /^(?:\s*<@[A-Z0-9]+(?:\|[^<>]*)?>[:,]?)+/;
// <https://oz.example|the label>, <#C0123|general>, <mailto:amy@oz.example|amy@oz.example>
const markup = /<(?:mailto:)?([#@!]?)([^<>|]*)(?:\|([^<>]*))?>/g;

/** The calls a text of Slack asks for. Throws UserError for more than a person can have meant. */
export function readMessage(text: string, commands: Commands): TypedCall[] {
  if (text.length <= longestText) return readCalls(readableLine(text), commands);
  throw new UserError(
    'bad_input',
    `That is ${text.length} characters, too many for one message.`,
    `At most ${longestText}, please.`,
  );
}

/** What a person typed, without the mention of the bot and without the markup Slack makes of it. */
export function readableLine(text: string): string {
  return text
    .replace(leadingMentions, '')
    .replaceAll(markup, (_, sign: string, target: string, label?: string) =>
      sign === '' ? target : `${sign === '!' ? '' : sign}${label ?? target}`,
    )
    .replaceAll(/&(?:amp|lt|gt);/g, (entity) => named[entity] ?? entity)
    .trim();
}
