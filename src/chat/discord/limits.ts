/** What Discord accepts; lengths in characters, counted as UTF-16 units, which is never too generous. */
export const limits = {
  content: 2000,
  nonce: 25,
  threadName: 100,
  embeds: 10,
  embedDescription: 4096,
  fileDescription: 1024,
  rows: 5,
  buttonsPerRow: 5,
  buttonLabel: 80,
  customId: 100,
  selectOptions: 25,
  selectOptionText: 100,
  placeholder: 150,
  modalTitle: 45,
  modalQuestions: 5,
  questionLabel: 45,
  textAnswer: 4000,
  choices: 25,
  choiceText: 100,
  description: 100,
  textOptionLength: 6000,
  presence: 128,
} as const;

/** Where a code block still stands unbroken beside a phone's margins. */
export const tableWidth = 56;
/** Of a title before it is cut; the rest of the line belongs to the push notification. */
export const longestTitle = 300;
/** Characters of the attached text; far below the 10 MiB a file may have. */
export const longestFile = 1_000_000;
