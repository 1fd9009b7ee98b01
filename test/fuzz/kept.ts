/** What failed once, and how. */
export const kept: readonly { subject: string; input: unknown; failed: string }[] = [
  {
    subject: 'time: dates of other programs',
    input: '99999999999999999999',
    failed: 'a Retry-After beyond all dates became an invalid date, which no table takes',
  },
  {
    subject: 'titles: place in a series',
    input: '1p2',
    failed: 'the place "1 part 2" was written and could not be read again',
  },
  {
    subject: 'model: answer to a question',
    input: `As said [${'9'.repeat(400)}`,
    failed: 'a bracket full of digits in the answer of a model was read for ever',
  },
  {
    subject: 'chat: plain language',
    input: '&lt;b&gt;'.repeat(600),
    failed: 'a long sentence of signs took seconds, while nobody else was answered',
  },
  {
    subject: 'titles: names of people',
    input: [`Anna${' '.repeat(50_000)}Ward`, 'Anna Ward'],
    failed: 'a name with 50,000 blanks took five seconds',
  },
  {
    subject: 'lists: table, feed, TOML, JSON',
    input: `https://lists.example/shelf${'\n'.repeat(60_000)}end`,
    failed: 'a list with 60,000 empty lines took a second',
  },
];
