import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createState, named } from '../../../src/sandbox/discord/create-state.ts';
import { readFace } from '../../../src/sandbox/discord/draft.ts';
import { postMessage } from '../../../src/sandbox/discord/post.ts';
import { Refusal } from '../../../src/sandbox/discord/refusal.ts';
import { showMessage } from '../../../src/sandbox/discord/show.ts';

const state = createState({});
const books = named(state.guild.channels, 'books');

const parts = fc.oneof(
  fc.jsonValue(),
  fc.array(
    fc.record({
      type: fc.integer({ min: 0, max: 24 }),
      custom_id: fc.jsonValue(),
      components: fc.oneof(
        fc.jsonValue(),
        fc.array(fc.record({ type: fc.integer({ min: 0, max: 24 }), options: fc.jsonValue() })),
      ),
      accessory: fc.jsonValue(),
      items: fc.jsonValue(),
    }),
  ),
);

test('any body is a message or refused', () => {
  const bodies = fc.record(
    {
      content: fc.jsonValue(),
      embeds: fc.oneof(
        fc.jsonValue(),
        fc.array(
          fc.dictionary(fc.constantFrom('title', 'fields', 'image', 'footer'), fc.jsonValue()),
        ),
      ),
      components: parts,
      attachments: fc.jsonValue(),
      allowed_mentions: fc.jsonValue(),
      flags: fc.constantFrom(0, 1 << 15),
    },
    { requiredKeys: [] },
  );

  fc.assert(
    fc.property(bodies, (body) => {
      expect(['shown', 'refused']).toContain(outcome(body));
    }),
    { numRuns: 500 },
  );
});

function outcome(body: Record<string, unknown>): string {
  try {
    const face = readFace(state, { body, uploads: [] }, null);
    const message = postMessage(state, books, state.bot, face);
    return showMessage(state, message) === '' ? 'nothing to see' : 'shown';
  } catch (error) {
    return error instanceof Refusal ? 'refused' : String(error);
  }
}
