import type { Block, ListItem, Reply } from '../command/reply.ts';
import type { Answer } from './answer-question.ts';
import type { Passage } from './find-passages.ts';
import { withoutLinks } from './neutral.ts';
import type { ByModel } from './write-answer.ts';

const shownPassages = 3;
const shownHeadings = 5;
const noRules =
  'No page of the tracker is stored yet; an operator brings them with "rules action:import page:/rules.php".';

/** The answer as it is shown: what a model wrote above the passages it leans on, and what left this machine. */
export function showAnswer(answer: Answer): Reply {
  const { question, byModel, fits, passages, corrected } = answer;
  const cited = byModel?.kind === 'answer' ? byModel.cited : [];
  const isAnswered = cited.length > 0 || fits;
  const blocks: Block[] = [
    ...corrected.map(({ typed, taken }) => text(`No page has "${typed}"; read as "${taken}".`)),
    ...(byModel ? modelBlocks(byModel) : []),
  ];
  if (isAnswered) {
    const shown =
      cited.length > 0 ? cited : passages.slice(0, shownPassages).map((_one, at) => at + 1);
    const from = cited.length > 0 ? (byModel?.passages ?? []) : passages;
    const items = shown.flatMap((number) => quote(from[number - 1], number));
    const isOurs = shown.every((number) => from[number - 1]?.kind === 'bot');
    const says = isOurs ? 'The documents of this program say' : 'The pages say';
    blocks.push({ kind: 'list', title: cited.length > 0 ? 'It leans on' : says, items });
    if (isOurs && !answer.hasRules) blocks.push(text(noRules));
  } else blocks.push(...nothingFits(answer));
  blocks.push(text(whereItWent(answer)));
  if (answer.offer) blocks.push(offerButton(answer.offer.card));
  return { title: question, tone: isAnswered ? 'info' : 'warning', blocks };
}

function modelBlocks(byModel: ByModel): Block[] {
  const { name } = byModel;
  switch (byModel.kind) {
    case 'answer': {
      const { invented, strange } = byModel;
      const doubts = [
        invented > 0 && `Citations of passages that do not exist, left out: ${invented}.`,
        strange.length > 0 &&
          `Not in the passages it names: ${strange.join(', ')}. Do not rely on that.`,
      ].filter((doubt) => doubt !== false);
      const note = `(written by ${name}; check it against the passages)`;
      return [text(`“${byModel.text}”\n${note}`), ...doubts.map(text)];
    }
    case 'none':
      return [text(`${name} finds no answer in the passages either.`)];
    case 'unfounded':
      return [text(`${name} wrote something that names none of the passages; it is not shown.`)];
    case 'failed':
      return [text(`${name} did not help: ${byModel.reason}.`)];
  }
}

function quote(passage: Passage | undefined, number: number): ListItem[] {
  if (!passage) return [];
  return [{ text: `[${number}] ${placeOf(passage)}`, detail: bodyOf(passage) }];
}

function placeOf({ label, heading, dated }: Passage): string {
  const since = dated ? `as of ${dated.toISOString().slice(0, 10)}` : null;
  return [label, heading && withoutLinks(heading), since].filter(Boolean).join(' · ');
}

/** Only our own documents may hold links. */
function bodyOf({ kind, body }: Passage): string {
  return kind === 'bot' ? body : withoutLinks(body);
}

function nothingFits({ passages, hasRules }: Answer): Block[] {
  const near = passages.slice(0, shownHeadings);
  return [
    text('No page answers that.'),
    ...(near.length > 0
      ? [
          {
            kind: 'list' as const,
            title: 'The nearest headings',
            items: near.map((passage) => ({ text: placeOf(passage) })),
          },
        ]
      : []),
    ...(hasRules ? [] : [text(noRules)]),
  ];
}

function whereItWent({ byModel, placed, offer, passages }: Answer): string {
  const sent: string[] = [];
  if (placed) sent.push(`your question to ${placed.host}, to compare meanings`);
  if (byModel?.host)
    sent.push(`your question and ${byModel.passages.length} passages to ${byModel.host}`);
  const problem = placed?.problem ? ` Meanings could not be compared: ${placed.problem}.` : '';
  if (sent.length > 0) return `Sent: ${sent.join('; ')}.${problem}`;
  const more = offer
    ? ` The language model at ${offer.host} may put an answer together: it would get your question and up to ${Math.min(passages.length, 6)} passages.`
    : '';
  return `Nothing has left this machine.${more}`;
}

function offerButton(card: number): Block {
  const button = {
    label: 'Ask the model',
    runs: 'ask',
    input: { card },
    style: 'default',
  } as const;
  return { kind: 'buttons', buttons: [button] };
}

function text(words: string): Block {
  return { kind: 'text', text: words };
}
