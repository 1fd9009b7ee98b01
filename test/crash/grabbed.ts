import type { Expected } from './differences.ts';
import { count, type Scene } from './scene.ts';
import type { Kill } from './story.ts';

/** One approved proposal, and one torrent for it however often the program died. */
export const grabbedOnce: Expected = {
  'torrents in the client': 1,
  'requests to add a torrent': 1,
  'torrent files asked for without need': 0,
  'releases the tracker counts as snatched': 1,
  downloads: [{ proposal_id: 1, status: 'completed' }],
  proposals: [{ id: 1, status: 'approved' }],
  'approvals in the audit': 1,
};

export async function grabbed({ world, rows }: Scene, kill: Kill | null): Promise<Expected> {
  const { tracker, downloadClient } = world;
  const approvals = await rows(
    `select 1 from audit where command = 'approve' and outcome = 'done'`,
  );
  return {
    'torrents in the client': downloadClient.torrents.size,
    'requests to add a torrent': count(downloadClient, 'torrents/add'),
    'torrent files asked for without need': count(tracker, 'download') - filesNeeded(kill),
    'releases the tracker counts as snatched': tracker.releases.filter((one) => one.snatched)
      .length,
    downloads: await rows('select proposal_id, status from downloads'),
    proposals: await rows('select id, status from proposals'),
    'approvals in the audit': approvals.length,
  };
}

/** One, and once more when the program died with the first in its hands. */
function filesNeeded(kill: Kill | null): number {
  return kill && !kill.isFileStored ? kill.filesAsked + 1 : 1;
}
