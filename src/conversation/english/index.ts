import type { Language } from '../language.ts';
import { accountSays } from './account.ts';
import { bookSays } from './books.ts';
import { decidingSays } from './deciding.ts';
import { findingSays } from './finding.ts';
import { jobSays } from './jobs.ts';
import { librarySays } from './library.ts';
import { runningSays } from './running.ts';
import { englishWords } from './words.ts';

export const english: Language = {
  ...englishWords,
  says: {
    ...librarySays,
    ...bookSays,
    ...findingSays,
    ...decidingSays,
    ...accountSays,
    ...jobSays,
    ...runningSays,
  },
};
