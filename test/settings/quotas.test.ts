import { expect, test } from 'vitest';
import { quotaOf, readQuotas } from '../../src/settings/quotas.ts';

const person = { platform: 'discord', id: '11', role: 'member' };

test('a person has their own quota, else that of their role; operators have none', () => {
  const quotas = readQuotas('member=10 books,50 GB,2 wedges; discord:11=1 book; slack:U1=none');

  const books = [
    quotaOf(quotas, person),
    quotaOf(quotas, { ...person, id: '12' }),
    quotaOf(quotas, { ...person, platform: 'slack', id: 'U1' }),
    quotaOf(quotas, { ...person, role: 'operator' }),
  ];

  expect(books).toEqual([
    { books: 1, gb: null, wedges: null },
    { books: 10, gb: 50, wedges: 2 },
    { books: null, gb: null, wedges: null },
    { books: null, gb: null, wedges: null },
  ]);
});

test.each([
  ['member', 'is not of the form'],
  ['operator=3 books', 'is not of the form'],
  ['member=3 cats', '"3 cats" is not an amount'],
  ['member=1.5 books', '"1.5 books" is not an amount'],
  ['member=0 books', 'lets nothing through'],
  ['member=3 books,4 books', 'two amounts of books'],
  ['member=3 books;member=none', 'member has two quotas'],
])('"%s" is refused with a sentence', (text, problem) => {
  expect(() => readQuotas(text)).toThrow(problem);
});
