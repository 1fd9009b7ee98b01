import type { SocketModeReceiver } from '@slack/bolt';
import { readFailure } from './faults.ts';

type SocketClient = SocketModeReceiver['client'];

const helloWithinMs = 10_000;
const goodbyeWithinMs = 2000;

/** Opens one socket and resolves when it is lost; throws when Slack does not let it come up. */
export async function holdSocket(
  client: SocketClient,
  onUp: () => void,
  { signal, now }: { signal: AbortSignal; now: () => Date },
): Promise<void> {
  const end = () => hangUp(client);
  const tooLate = setTimeout(end, helloWithinMs);
  signal.addEventListener('abort', end);
  try {
    await client.start().catch((error: unknown) => {
      const cause = error ?? new Error('the socket closed before Slack said hello');
      throw readFailure('apps.connections.open', cause, now());
    });
    clearTimeout(tooLate);
    const lost = new Promise((resolve) => client.once('disconnected', resolve));
    if (signal.aborted) end();
    else onUp();
    await lost;
  } finally {
    clearTimeout(tooLate);
    signal.removeEventListener('abort', end);
  }
}

/** Says goodbye; the second call cuts a line whose other end does not answer. */
function hangUp(client: SocketClient): void {
  void client.disconnect();
  const timer = setTimeout(() => void client.disconnect(), goodbyeWithinMs);
  client.once('disconnected', () => clearTimeout(timer));
}
