import { refuse, succeed } from '../answer.ts';
import { flagOf, textOf } from '../arguments.ts';
import type { Call, Method } from '../method.ts';

export const peopleMethods: Method[] = [
  { name: 'users.info', tier: 4, scopes: ['users:read'], answer: info },
  { name: 'usergroups.users.list', tier: 2, scopes: ['usergroups:read'], answer: groupMembers },
];

function info({ workspace, args }: Call) {
  const account = workspace.accounts.get(textOf(args, 'user') ?? '');
  if (!account) return refuse('user_not_found');
  const { id, name, locale, timezone } = account;
  return succeed({
    user: {
      id,
      team_id: workspace.team.id,
      name,
      real_name: name,
      deleted: false,
      is_bot: false,
      tz: timezone,
      profile: { display_name: name, real_name: name },
      ...(flagOf(args, 'include_locale') && { locale }),
    },
  });
}

/** Groups are part of the paid plans. */
function groupMembers({ workspace, args }: Call) {
  if (!workspace.team.paid) return refuse('plan_upgrade_required');
  const group = workspace.groups.get(textOf(args, 'usergroup') ?? '');
  return group ? succeed({ users: group.members }) : refuse('no_such_subteam');
}
