/** A channel and what the bot does there beside showing cards and alerts. */
export type ChannelUse = { id: string; isMain: boolean; hasThreads: boolean; hasPin: boolean };
