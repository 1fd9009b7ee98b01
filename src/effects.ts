import { escalateHandler } from './alerts/escalate.ts';
import { coverHandler } from './covers/fetch.ts';
import { grabHandler } from './downloads/grab.ts';
import { removeTorrentHandler } from './downloads/remove-torrent.ts';
import { batchHandler } from './metadata/carry-out.ts';
import { scanBookHandler } from './metadata/scan-book.ts';
import { restoreHandler } from './ratio/restore.ts';
import { measuresHandler } from './ratio/take-measures.ts';
import { seedingOrderHandler } from './seeding/orders.ts';
import { slotsHandler } from './seeding/slots.ts';
import { purchaseHandler } from './spending/carry-out.ts';
import { lookUpHandler } from './wishlist/look-up.ts';
import { readFeedsHandler } from './wishlist/read-feeds.ts';
import type { Handlers } from './outbox/dispatch.ts';
import type { Services } from './services.ts';

/** What the outbox can be asked for beside messages to chats, by topic. */
export function effectHandlers(services: Services): Handlers {
  return {
    escalate: escalateHandler(services),
    grab: grabHandler(services),
    cover: coverHandler(services),
    'remove-torrent': removeTorrentHandler(services),
    'ratio-measures': measuresHandler(services),
    'ratio-restore': restoreHandler(services),
    'look-up': lookUpHandler(services),
    'read-feeds': readFeedsHandler(services),
    purchase: purchaseHandler(services),
    'metadata-batch': batchHandler(services),
    'scan-book': scanBookHandler(services),
    'seeding-order': seedingOrderHandler(services),
    'seeding-slots': slotsHandler(services),
  };
}
