import { z } from 'zod';
import { type Role, roles } from '../src/command/actor.ts';
import { defineCommand } from '../src/command/definition.ts';
import { type CommandRow, listCommands, type OptionRow } from '../src/command/listing.ts';
import { fields, type Reply } from '../src/command/reply.ts';

const headings: Record<Role, string> = {
  viewer: 'To look',
  member: 'To ask for books',
  operator: 'To decide',
  owner: 'For owners',
};
/** Less than this says nothing. */
const shortest = 12;

export default defineCommand({
  name: 'help',
  description: 'What you can ask for',
  role: 'viewer',
  effect: 'read',
  visibility: 'private',
  input: z.strictObject({ command: z.string().max(40).optional().describe('only this command') }),
  async run({ command }, { actor }) {
    return { ...(await listCommands(actor.role, command)), isOne: command !== undefined };
  },
  view({ rows, isOne }) {
    const [only] = rows;
    if (isOne && only) return oneCommand(only);
    const groups = roles.flatMap((role) => {
      const items = rows.filter((row) => row.role === role).map(itemOf);
      return items.length === 0 ? [] : [{ kind: 'list' as const, title: headings[role], items }];
    });
    const text =
      '"help approve" tells all about it. Your own words do, too: "what is missing from Barsoom?"';
    return { title: 'Commands', tone: 'info', blocks: [...groups, { kind: 'text', text }] };
  },
});

/** What it is for; its details stand in the help of the one. */
function itemOf({ name, description }: CommandRow) {
  const [first = description] = description.split(/[:;] /);
  return { text: `${name}: ${first.length < shortest ? description : first}` };
}

function oneCommand({ usage, description, role, options }: CommandRow): Reply {
  return {
    title: usage,
    tone: 'info',
    blocks: [
      { kind: 'text', text: `${description}.` },
      fields({ 'Who may': `${role}${role === 'owner' ? '' : ' and above'}` }),
      ...(options.length > 0
        ? [{ kind: 'list' as const, title: 'Options', items: options.map(optionItem) }]
        : []),
    ],
  };
}

function optionItem({ name, isRequired, choices, description }: OptionRow) {
  const said = [
    description,
    choices.length > 0 && choices.join(', '),
    isRequired && 'has to be said',
  ].filter(Boolean);
  return { text: said.length > 0 ? `${name}: ${said.join('; ')}` : name };
}
