/** What Slack accepts; lengths in characters, counted as UTF-16 units, which is never too generous. */
export const limits = {
  messageBlocks: 50,
  viewBlocks: 100,
  sectionText: 3000,
  headerText: 150,
  actions: 25,
  buttonText: 75,
  buttonValue: 2000,
  actionId: 255,
  selectOptions: 100,
  optionText: 75,
  optionValue: 150,
  placeholder: 150,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  imageAlt: 2000,
  /** `chat.update` refuses more; longer posts would only be advised against. */
  messageText: 4000,
  modalTitle: 24,
  modalButton: 24,
  modalBlocks: 100,
  privateMetadata: 3000,
  inputLabel: 2000,
  textAnswer: 3000,
  slashCommands: 50,
  slashCommand: 32,
  slashDescription: 2000,
  slashHint: 1000,
  appName: 35,
  appDescription: 140,
} as const;

/**
 * All that stands in the blocks of one message, in bytes. Slack documents no limit; people were refused
 * (`msg_blocks_too_long`) between 11,300 and 13,300 characters, depending on what was counted.
 */
export const messageBytes = 9000;
/** A view may have 250 kB; this much is still read by nobody. */
export const viewBytes = 40_000;
/** Where a code block still stands unbroken on a laptop beside the channel list. */
export const tableWidth = 72;
