import { type Refusal, refuse } from './answer.ts';
import type { Trigger, Workspace } from './workspace.ts';

const livesMs = 3000;

/** The right to open one modal on that person's screen, for three seconds. */
export function openTrigger(workspace: Workspace, user: string, viewId: string | null): string {
  const id = `${workspace.nextId('X')}.sandbox`;
  workspace.triggers.set(id, { user, at: workspace.now(), used: false, viewId });
  return id;
}

export function useTrigger(workspace: Workspace, id: string | null): Trigger | Refusal {
  const trigger = workspace.triggers.get(id ?? '');
  if (!trigger) return refuse('invalid_trigger_id');
  if (trigger.used) return refuse('exchanged_trigger_id');
  if (workspace.now().getTime() - trigger.at.getTime() > livesMs)
    return refuse('expired_trigger_id');
  trigger.used = true;
  return trigger;
}
