import { z } from 'zod';
import { roles } from '../src/command/actor.ts';
import { defineCommand } from '../src/command/definition.ts';
import { type Block, type Reply, say } from '../src/command/reply.ts';
import { UserError } from '../src/errors.ts';
import { grantRole, listGrants, revokeRole } from '../src/members/grants.ts';
import { listKeys, makeKey, revokeKey } from '../src/members/keys.ts';

const usage =
  'members action:grant person:@amy role:operator, members action:key key:home role:viewer';

export default defineCommand({
  name: 'members',
  description: 'Who may do what: give and take roles, make and take back API keys',
  role: 'owner',
  effect: 'change',
  visibility: 'private',
  input: z.strictObject({
    action: z
      .enum(['list', 'grant', 'revoke', 'key', 'revokekey'])
      .default('list')
      .describe('what to do'),
    person: z.string().max(80).optional().describe('a mention or the id of a person'),
    role: z.enum(roles).optional().describe('the role they get'),
    platform: z
      .enum(['discord', 'slack'])
      .optional()
      .describe('where the person is; without it, here'),
    key: z
      .string()
      .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,39}$/u, 'letters, digits, blanks, and . _ - only')
      .optional()
      .describe('what an API key is called'),
  }),
  looks: ({ action }) => action === 'list',
  async run({ action, person, role, platform, key }, { em, actor, now }) {
    const by = actor.name;
    if (action === 'list') {
      return { action, grants: await listGrants(em), keys: await listKeys(em) } as const;
    }
    if (action === 'key') {
      if (key === undefined || role === undefined) throw incomplete('key and role');
      return { action, key, role, secret: await makeKey(em, { name: key, role, by }) } as const;
    }
    if (action === 'revokekey') {
      if (key === undefined) throw incomplete('key');
      await revokeKey(em, { name: key, by, now });
      return { action, key } as const;
    }
    const whom = { platform: platform ?? actor.platform, person: readPerson(person) };
    if (!['discord', 'slack'].includes(whom.platform)) throw incomplete('platform');
    if (action === 'revoke') {
      await revokeRole(em, whom);
      return { action, ...whom } as const;
    }
    if (role === undefined) throw incomplete('role');
    await grantRole(em, { ...whom, role, by });
    return { action, ...whom, role } as const;
  },
  view(output): Reply {
    switch (output.action) {
      case 'list':
        return listReply(output);
      case 'key':
        return say(
          `Key "${output.key}" with the role ${output.role}`,
          `${output.secret}\nIt is shown this once. Send it in the header X-API-Key.`,
          'ok',
        );
      case 'revokekey':
        return say(`Key "${output.key}" is taken back`, 'It opens nothing any more.', 'ok');
      case 'grant':
        return say(`${output.person} is ${output.role}`, `In ${output.platform}, at once.`, 'ok');
      case 'revoke':
        return say(
          `${output.person} has no role of their own`,
          'They have what their groups and DEFAULT_ROLE give.',
          'ok',
        );
    }
  },
});

function listReply({
  grants,
  keys,
}: {
  grants: Awaited<ReturnType<typeof listGrants>>;
  keys: Awaited<ReturnType<typeof listKeys>>;
}): Reply {
  const people: Block = {
    kind: 'table',
    columns: ['Person', 'Where', 'Role', 'By'],
    rows: grants.map(({ person, name, platform, role, grantedBy }) => [
      name === person ? person : `${name} (${person})`,
      platform,
      role,
      grantedBy,
    ]),
  };
  const opened: Block = {
    kind: 'table',
    columns: ['Key', 'Role', 'By', 'Last used'],
    rows: keys.map(({ name, role, madeBy, usedAt }) => [
      name,
      role,
      madeBy,
      usedAt === null ? 'never' : usedAt.toISOString().slice(0, 10),
    ]),
  };
  return {
    title: `Roles given: ${grants.length}, API keys: ${keys.length}`,
    tone: 'info',
    blocks: [
      ...(grants.length > 0 ? [people] : []),
      ...(keys.length > 0 ? [opened] : []),
      {
        kind: 'text',
        text: 'Roles by groups are in DISCORD_ROLES and SLACK_ROLES; everybody else has DEFAULT_ROLE.',
      },
    ],
  };
}

/** `<@123>`, `<@!123>`, `<@U12|amy>` and `@123` are the id 123 or U12. */
function readPerson(text: string | undefined): string {
  const id = /^<?@?!?([A-Za-z0-9]{2,40})(?:\|[^>]*)?>?$/.exec(text?.trim() ?? '')?.[1];
  if (id !== undefined) return id;
  throw new UserError('bad_input', 'Say whom, by a mention or an id.', usage);
}

function incomplete(what: string): UserError {
  return new UserError('bad_input', `That needs ${what}.`, usage);
}
