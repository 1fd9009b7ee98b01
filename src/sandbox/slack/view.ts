import type { Values } from './values.ts';
import type { JsonObject, Workspace } from './workspace.ts';

/** A modal or a Home tab on one person's screen. */
export type View = {
  id: string;
  type: 'modal' | 'home';
  user: string;
  /** As the app sent it. */
  content: JsonObject;
  blocks: JsonObject[];
  rootId: string;
  previousId: string | null;
  /** Changes with every update; an update carrying an old one is refused. */
  hash: string;
  values: Values;
  /** Refused inputs by block id. */
  errors: Record<string, string>;
  open: boolean;
  revision: number;
};

export function viewJson(workspace: Workspace, view: View): JsonObject {
  const { team, app } = workspace;
  return {
    close: null,
    submit: null,
    title: null,
    callback_id: '',
    private_metadata: '',
    external_id: '',
    clear_on_close: false,
    notify_on_close: false,
    ...view.content,
    blocks: view.blocks,
    id: view.id,
    team_id: team.id,
    app_id: app.id,
    bot_id: app.botId,
    app_installed_team_id: team.id,
    type: view.type,
    hash: view.hash,
    state: { values: view.values },
    root_view_id: view.rootId,
    previous_view_id: view.previousId,
  };
}
