import { directChannel } from '../channels.ts';
import { type Interaction, observe } from '../interaction.ts';
import { viewJson } from '../view.ts';
import { report } from '../workspace.ts';
import { needsEvent } from './speak.ts';
import type { Stage } from './stage.ts';

/** Opens the app's Home tab; the app may publish it then. */
export async function openHome({ workspace, account }: Stage): Promise<Interaction> {
  const seen = observe(workspace, account);
  if (workspace.manifest.features?.app_home?.home_tab_enabled !== true) {
    report(workspace, 'home_tab_off', account.name);
    return seen('not_delivered');
  }
  needsEvent(workspace, 'app_home_opened');
  const outcome = await workspace.emit({
    type: 'app_home_opened',
    user: account.id,
    channel: directChannel(workspace, account.id).id,
    tab: 'home',
    event_ts: workspace.nextTs(),
    ...(account.home && { view: viewJson(workspace, account.home) }),
  });
  return seen(outcome);
}
