import { changeClient, changesAt, undoChanges } from '../downloads/client-changes.ts';
import { hasEvent } from '../events/events.ts';
import type { LookServices } from './watch.ts';

const place = 'preference:max_uploads';
const prefix = 'event-slots:';

/**
 * Raises the client's upload slots by half while an event goes on, and puts them back afterwards. What
 * changed the slots for another reason is not built upon, and what came later is put back before:
 * answers why that has to be waited for, null when all is as it should be.
 */
export async function adjustForEvent(services: LookServices): Promise<string | null> {
  const { qbittorrent, now } = services;
  const em = services.em();
  const changes = await changesAt(em, place);
  const own = changes.find(({ reason }) => reason.startsWith(prefix));
  const isOn = await hasEvent(em, now());
  if (own && isOn) await changeClient(services, own.reason, []);
  if (own && !isOn) {
    if (changes.some(({ id }) => id > own.id)) return 'the slots are raised for another reason';
    await undoChanges(services, own.reason);
  }
  if (own || !isOn || changes.length > 0) return null;
  const { maxUploads: before } = await qbittorrent.preferences();
  if (before <= 0) return null;
  const after = Math.ceil(before * 1.5);
  const change = { what: place, name: 'upload slots', before, after };
  await changeClient(services, `${prefix}${now().getTime()}`, [change]);
  return null;
}
