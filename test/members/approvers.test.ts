import { expect, test } from 'vitest';
import { chatsWithoutApprover } from '../../src/members/approvers.ts';
import { useDatabase } from '../support/use-database.ts';

const database = useDatabase();
const nobody = new Map();
const viewers = { defaultRole: 'viewer' as const };

test('a chat has an approver by a listed id, by a grant, or by the default role', async () => {
  const em = database.em();
  await em.execute(
    `insert into members (platform, user_id, name, role, granted_by) values ('slack', 'U1', 'Amy', 'owner', 'claim code')`,
  );

  const without = await chatsWithoutApprover(em, [
    { platform: 'discord', roleMap: new Map([['5', 'operator' as const]]), ...viewers },
    { platform: 'slack', roleMap: nobody, ...viewers },
    { platform: 'matrix', roleMap: new Map([['5', 'member' as const]]), ...viewers },
    { platform: 'irc', roleMap: nobody, defaultRole: 'operator' },
  ]);

  expect(without).toEqual(['matrix']);
});
