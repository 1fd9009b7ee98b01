import { catalogueSubjects } from './subjects/catalogues.ts';
import { chatSubjects } from './subjects/chat.ts';
import { documentSubjects } from './subjects/documents.ts';
import { httpSubjects } from './subjects/http.ts';
import { requestSubjects } from './subjects/requests.ts';
import { serviceSubjects } from './subjects/services.ts';
import { settingSubjects } from './subjects/settings.ts';
import { titleSubjects } from './subjects/titles.ts';
import { trackerSubjects } from './subjects/tracker.ts';
import type { Subject } from './subject.ts';

/** The places where something from outside is read. */
export const subjects: readonly Subject[] = [
  ...trackerSubjects,
  ...serviceSubjects,
  ...catalogueSubjects,
  ...titleSubjects,
  ...chatSubjects,
  ...httpSubjects,
  ...requestSubjects,
  ...settingSubjects,
  ...documentSubjects,
];
