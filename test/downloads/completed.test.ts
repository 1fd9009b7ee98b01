import { expect, test } from 'vitest';
import { audio, openPipeline } from './pipeline.ts';

const files = [{ path: '01.mp3', bytes: audio('done') }];

test.for([
  ['mam', false],
  ['Manual', true],
] as const)(
  'complete, but stopped by the client: added by %s it stays stopped: %s',
  { timeout: 60_000 },
  async ([source, staysStopped], context) => {
    const { download, world, rows, services, follow } = await openPipeline(context);
    const id = await download('A Stopped Tale', files);
    await rows(`update downloads set source = '${source}' where id = ${id}`);
    const [torrent] = world.downloadClient.torrents.values();
    await services.qbittorrent?.pause([torrent?.meta.infoHash ?? '']);

    await follow();
    await follow();

    expect(torrent?.isStopped).toBe(staysStopped);
  },
);
