import type {
  Block,
  Button,
  CallInput,
  ListItem,
  Question,
  Reply,
  Select,
} from '../../command/reply.ts';

/** The reply with its buttons, selects and forms as the words to type, for output that nobody can press. */
export function spellOut(reply: Reply): Reply {
  return { ...reply, blocks: reply.blocks.map(spellOutBlock) };
}

function spellOutBlock(block: Block): Block {
  if (block.kind === 'buttons') return { kind: 'list', items: block.buttons.map(buttonItem) };
  if (block.kind === 'select') return { kind: 'list', items: optionItems(block.select) };
  if (block.kind === 'list') return { ...block, items: block.items.map(plainItem) };
  if (block.kind !== 'form') return block;
  const { label, runs, input, questions } = block.form;
  return { kind: 'list', items: [{ text: label, detail: callWords(runs, input, questions) }] };
}

function optionItems({ label, runs, input, field, options }: Select): ListItem[] {
  return options.map((option) => ({
    text: `${label}: ${option.label}`,
    detail: callWords(runs, { ...input, [field]: option.value }),
  }));
}

function buttonItem({ label, runs, input, asks }: Button): ListItem {
  return { text: label, detail: callWords(runs, input, asks && [asks]) };
}

function plainItem({ text, detail, buttons = [] }: ListItem): ListItem {
  const words = buttons.map((button) => {
    const { text: label, detail: call } = buttonItem(button);
    return `${label}: ${call}`;
  });
  const details = [...(detail ? [detail] : []), ...words];
  return details.length > 0 ? { text, detail: details.join('\n') } : { text };
}

/** `reject proposal=12 reason=<Why not?>` */
function callWords(runs: string, input: CallInput, asks: readonly Question[] = []): string {
  const given = Object.entries(input).map(([name, value]) => `${name}=${quote(String(value))}`);
  const asked = asks.map(({ field, label }) => `${field}=<${label}>`);
  return [runs, ...given, ...asked].join(' ');
}

function quote(value: string): string {
  return /^[\w.-]+$/.test(value) ? value : `"${value.replaceAll('"', "'")}"`;
}
