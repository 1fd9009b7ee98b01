import { expect, test } from 'vitest';
import { type CardData, proposalCard } from '../../src/proposals/card.ts';
import { buttonsOf, textOf } from '../e2e/chat-room.ts';
import { buildRelease } from '../releases/builders.ts';

const { addedAt: _addedAt, cost: _cost, ...release } = buildRelease();
const card: CardData = {
  id: 12,
  status: 'open',
  book: { title: 'The Salt Road', author: 'Anna Ward', series: 'Ember', position: '3' },
  cover: null,
  release,
  costClass: 'paid',
  reasons: ['bitrate: 128 kbps before 64 kbps'],
  alternatives: [],
  figures: { ratioNow: 1.85, ratioAfter: 1.4, unsatisfied: { count: 3, limit: 20 } },
  hold: [],
  decidedBy: null,
  decisionReason: null,
  download: null,
};

const labels = (changes: Partial<CardData>) =>
  buttonsOf(proposalCard({ ...card, ...changes })).map(({ label }) => label);

test('the card shows what the release costs, what remains and what may be done', () => {
  const text = textOf(proposalCard(card));

  expect(text).toContain('Cost: paid\nRatio: 1.85 → 1.40\nUnsatisfied: 3 of 20');
  expect(labels({})).toEqual(['Approve', 'Reject', 'Snooze', 'Why']);
});

test('a wedge is offered where it would be well spent, alone when the ratio forbids the rest', () => {
  const figures = { ...card.figures, wedges: 3 };
  const hold = [{ rule: 'ratio-after', got: '0.90', want: 'at least 1.05' }];

  expect(labels({ figures })).toEqual(['Approve', 'Approve with wedge', 'Reject', 'Snooze', 'Why']);
  expect(labels({ figures, hold })).toEqual(['Approve with wedge', 'Reject', 'Snooze', 'Why']);
  expect(textOf(proposalCard({ ...card, figures }))).toContain('Wedges: 3');
  expect(textOf(proposalCard({ ...card, status: 'approved', withWedge: true }))).toContain(
    'Cost: free by a wedge',
  );
});

test('alternatives are chosen from a menu that approves them', () => {
  const alternatives = [
    { releaseId: 4, title: 'The Salt Road', summary: 'MP3 · 64 kbps · Tom Reed · free' },
    { releaseId: 9, title: 'Salt Road', summary: 'M4B · 96 kbps · Tom Reed · vip' },
  ];

  const [menu] = proposalCard({ ...card, alternatives }).blocks.slice(-1);

  expect(menu).toEqual({
    kind: 'select',
    select: {
      label: 'Take another',
      runs: 'approve',
      input: { proposal: 12 },
      field: 'release',
      options: [
        { label: 'MP3 · 64 kbps · Tom Reed · free · The Salt Road', value: '4' },
        { label: 'M4B · 96 kbps · Tom Reed · vip · Salt Road', value: '9' },
      ],
    },
  });
});

test('what changed since the approval stands first', () => {
  const notice = 'Ada approved "Old", but this release is no longer free.';

  expect(textOf(proposalCard({ ...card, notice }))).toMatch(
    /^12: The Salt Road \(Ember #3\)\nAda approved "Old", but this release is no longer free\./,
  );
  expect(textOf(proposalCard({ ...card, notice, status: 'rejected' }))).not.toContain(notice);
});
