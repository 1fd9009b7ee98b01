import { mayAct } from '../../command/actor.ts';
import type { Execute } from '../../command/execute.ts';
import type { Block, Reply } from '../../command/reply.ts';
import { type Html, html } from './html.ts';
import { type Canvas, renderBlocks } from './render-block.ts';
import { type Section, sections } from './sections.ts';

export type Drawing = Canvas & {
  execute: Execute;
  /** A failure in words; a bug is logged. */
  explain: (error: unknown) => Reply;
  /** The present card of a subject such as `proposal:12`; null when there is none. */
  cardOf: (subject: string) => Promise<Reply | null>;
  resources: () => Promise<Block>;
};

/** The parts of the page that this person may see. */
export function sectionsFor({ actor, commands }: Canvas): Section[] {
  return sections.filter(({ command }) => {
    const role = commands.get(command)?.role;
    return role !== undefined && mayAct(actor.role, role);
  });
}

/** A part of the page as it is now; one that fails says so and leaves the others alone. */
export async function drawSection(section: Section, drawing: Drawing): Promise<Html> {
  const { execute, actor, explain, cardOf } = drawing;
  const { title, command, input, cards, more } = section;
  try {
    const { output, reply } = await execute({ command, input, actor, readOnly: true });
    const subjects = cards?.(output);
    const cardsNow = await Promise.all((subjects ?? []).map(cardOf));
    const shown = cardsNow.filter((card) => card !== null);
    const blocks = [...(subjects?.length ? [] : reply.blocks), ...(more?.(output) ?? [])];
    const machine = section.id === 'health' ? await drawing.resources() : null;
    return html`${heading(title, reply)}${renderBlocks({ blocks }, drawing)}${machine && html`<h3>Resources</h3>${renderBlocks({ blocks: [machine] }, drawing)}`}${shown.length > 0 && html`<div class="cards">${shown.map((card) => renderCard(card, drawing))}</div>`}`;
  } catch (error) {
    const reply = explain(error);
    return html`${heading(title, reply)}${renderBlocks(reply, drawing)}`;
  }
}

function heading(title: string, { title: answer, tone }: Reply): Html {
  return html`<h2>${title}</h2><p class="answer ${tone}">${shortened(answer, title)}</p>`;
}

/** "Ratio 1.85" and "VIP: 39 days left" below the words Ratio and VIP. */
function shortened(answer: string, title: string): string {
  const rest = answer.startsWith(title) ? answer.slice(title.length) : '';
  return /^(?:: |\s(?=\d))/.test(rest) ? rest.replace(/^:?\s/, '') : answer;
}

/** One of several cards of a section. */
function renderCard(reply: Reply, canvas: Canvas): Html {
  return html`<article class="card ${reply.tone}"><h3>${reply.title}</h3>${renderBlocks(reply, canvas)}</article>`;
}

/** A reply that stands on its own. */
export function renderAnswer(reply: Reply, canvas: Canvas): Html {
  return html`<article class="card ${reply.tone}"><h2>${reply.title}</h2>${renderBlocks(reply, canvas)}</article>`;
}
