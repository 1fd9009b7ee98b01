import type { PolicySettings } from './policy-options.ts';

export type Policy = ReturnType<typeof policyOf>;

/** The rules a decision is made by, under the names the rules use. */
export function policyOf(settings: PolicySettings) {
  return {
    autopilot: settings.AUTOPILOT,
    releasePolicy: settings.RELEASE_POLICY,
    minSeeders: settings.MIN_SEEDERS,
    maxGb: settings.MAX_GB,
    languages: settings.LANGUAGES,
    formats: settings.FORMATS,
    minKbps: settings.MIN_KBPS,
    dramatised: settings.DRAMATISED,
    omnibus: settings.OMNIBUS,
    novellas: settings.NOVELLAS,
    ratioAfterGrab: settings.RATIO_AFTER_GRAB,
    ratioRecovered: settings.RATIO_RECOVERED,
    readingStaleMinutes: settings.READING_STALE_MINUTES,
    unsatisfiedReserve: settings.UNSATISFIED_RESERVE,
    wedgePolicy: settings.WEDGE_POLICY,
    wedgeMinGb: settings.WEDGE_MIN_GB,
    delayHours: settings.DELAY_HOURS,
    grabHours: settings.GRAB_HOURS,
    minFreeGb: settings.MIN_FREE_GB,
    proposalsOpen: settings.PROPOSALS_OPEN,
    proposalHours: settings.PROPOSAL_HOURS,
    queuePerRun: settings.QUEUE_PER_RUN,
  };
}
