import type { Line } from '../delivery.ts';
import type { Account, Workspace } from '../workspace.ts';

/** What an act of one person needs. */
export type Stage = { workspace: Workspace; line: Line; account: Account };

/** The person as payloads of buttons and modals carry it. */
function userJson({ workspace, account }: Stage) {
  const { id, name } = account;
  return { id, username: name, name, team_id: workspace.team.id };
}

/** The fields that every interactive payload shares. */
export function frameJson(stage: Stage) {
  const { team, app } = stage.workspace;
  return {
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
    user: userJson(stage),
    api_app_id: app.id,
    token: 'sandbox-verification-token',
  };
}
