/** Invented people who read, translate and draw. */
export const narrators = [
  'Nora Whitlock',
  'Gareth Pell',
  'Imogen Stroud',
  'Dane Holloway',
  'Priya Lockwood',
  'Tobias Renner',
  'Maeve Castellan',
  'Oscar Lindgren',
  'Selma Quist',
  'Rufus Abernethy',
  'Wendell Crane',
  'Lucia Ferrante',
  'Hugo Marsden',
  'Ada Thornbury',
  'Felix Okafor',
  'Bridget Amsel',
  'Casper Winfield',
  'Yara Devlin',
  'Milo Prescott',
  'Judith Varga',
];
export const translators = [
  'Karin Albrecht',
  'Paul Desmarais',
  'Marta Nowak',
  'Ellen Forsberg',
  'Luis Cabrera',
];
export const otherWriters = [
  'Harold Penn',
  'Vera Stackhouse',
  'Dorian Mills',
  'Ruth Calloway',
  'Simon Ashdown',
  'Greta Lindqvist',
];
export const guidePublishers = [
  'Quick Reads Press',
  'Brief Books',
  'Chapter Notes',
  'Minute Guides',
  'Instant Digest',
];

/** People who write under another name, by the name that stands on their books. */
export const penNames: Record<string, string[]> = {
  'Robert Galbraith': ['J.K. Rowling'],
  'James S. A. Corey': ['Daniel Abraham', 'Ty Franck'],
  Shirtaloon: ['Travis Deverell'],
};
