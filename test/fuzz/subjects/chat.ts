import { parseWords } from '../../../src/command/words.ts';
import { plainText } from '../../../src/command/plain-text.ts';
import { decodePress, encodePress } from '../../../src/chat/discord/ids.ts';
import * as discord from '../../../src/chat/discord/text.ts';
import { parse, readPick, readPress } from '../../../src/chat/slack/ids.ts';
import { readMessage } from '../../../src/chat/slack/incoming.ts';
import * as slack from '../../../src/chat/slack/text.ts';
import { understand } from '../../../src/conversation/match.ts';
import { UserError } from '../../../src/errors.ts';
import { held } from '../../labels/language/held.ts';
import { commands, names, options, readLabels, vocabulary } from '../../labels/language/label.ts';
import { tuned } from '../../labels/language/tuned.ts';
import { hostileJsonText } from '../json.ts';
import { hold, subject } from '../subject.ts';
import { hostileText } from '../text.ts';

/** The longest a chat lets anybody write. */
const longest = 6000;
const sayings = [...readLabels(tuned), ...readLabels(held)].map(({ utterance }) => utterance);
const lines = [
  'reject 12 wrong book',
  'gaps series:"Land of Oz" limit=5',
  '/run vip --confirm',
  'approve 12 13 14',
  'settings set name:MAX_GB value:20',
  '<@U012ABC> why 14',
  "search “Dune” author='Herbert'",
];
const presses = [
  'v1:approve:proposal=12',
  'v1.2:reject:proposal=12:reason=Why+not%3F',
  'v1:run:job=vip&confirm=true',
];
const values = [
  {
    runs: 'reject',
    input: { proposal: 12 },
    title: 'Reject',
    asks: [{ field: 'reason', label: 'Why?', choices: ['a'] }],
  },
  { runs: 'settings', input: { action: 'set' }, field: 'name' },
].map((value) => JSON.stringify(value));

export const chatSubjects = [
  subject({
    name: 'chat: typed command',
    make: (random) => hostileText(random, lines, longest),
    read(line) {
      const { command, input } = parseWords(line, commands);
      commands.get(command)?.input.safeParse(input);
      hold(Object.getPrototypeOf(input) === Object.prototype, 'prototype of the input');
    },
  }),
  subject({
    name: 'chat: plain language',
    share: 0.02,
    make: (random) => hostileText(random, sayings, longest),
    read(utterance) {
      const meaning = understand(utterance, { vocabulary, commands, names, state: null, options });
      const calls = meaning.kind === 'calls' ? meaning.calls : [];
      hold(
        calls.every(
          (call) => commands.get(call.command)?.input.safeParse(call.input).success === true,
        ),
        'a call that no command takes',
      );
    },
  }),
  subject({
    name: 'Discord: id of a button',
    make: (random) => hostileText(random, presses, longest),
    mayThrow: [UserError],
    read(id) {
      const { command, input, asks } = decodePress(id);
      const again = decodePress(encodePress({ runs: command, input, asks }));
      hold(
        !id.isWellFormed() || JSON.stringify(again.input) === JSON.stringify(input),
        'written and read again',
      );
    },
  }),
  subject({
    name: 'Slack: value of a button or a select',
    make: (random) => hostileJsonText(random, values),
    mayThrow: [UserError],
    read(value) {
      const content = parse(value);
      const call = 'field' in content ? readPick(content) : readPress(content);
      hold(commands.get(call.runs)?.input.safeParse(call.input) !== null, 'checked');
    },
  }),
  subject({
    name: 'Slack: message',
    make: (random) => hostileText(random, lines, longest),
    mayThrow: [UserError],
    read: (message) => readMessage(message, commands),
  }),
  subject({
    name: 'chat: foreign text on its way out',
    make: (random) =>
      hostileText(random, [
        ...sayings,
        '@everyone <@&1> <!channel> [x](https://x.example)',
        '> quote\n# head',
      ]),
    read(text) {
      const shown = plainText(text);
      hold(
        !/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u.test(shown) && shown.isWellFormed(),
        'terminal',
      );
      const [inDiscord, inSlack] = [discord.escapeText(text), slack.escapeText(text)];
      hold(!/@(?:everyone|here)|(?<!\\)(?:\\\\)*<[@#&]/i.test(inDiscord), 'Discord');
      hold(!/[<>]/.test(inSlack), 'Slack');
    },
  }),
];
