import type { PolicySettings } from './policy-options.ts';

export type Policy = ReturnType<typeof policyOf>;

/** The rules a decision is made by, under the names the rules use. */
export function policyOf(settings: PolicySettings) {
  return {
    releasePolicy: settings.RELEASE_POLICY,
    minSeeders: settings.MIN_SEEDERS,
    maxGb: settings.MAX_GB,
    languages: settings.LANGUAGES,
    formats: settings.FORMATS,
    minKbps: settings.MIN_KBPS,
    dramatised: settings.DRAMATISED,
    omnibus: settings.OMNIBUS,
    novellas: settings.NOVELLAS,
    ratioFloor: settings.RATIO_FLOOR,
    ratioRecovered: settings.RATIO_RECOVERED,
    ratioWarn: settings.RATIO_WARN,
    vipRenewDays: settings.VIP_RENEW_DAYS,
    ratioAfterGrab: settings.RATIO_AFTER_GRAB,
    readingStaleMinutes: settings.READING_STALE_MINUTES,
    unsatisfiedReserve: settings.UNSATISFIED_RESERVE,
    minFreeGb: settings.MIN_FREE_GB,
    rulesFetch: settings.RULES_FETCH,
    proposalsOpen: settings.PROPOSALS_OPEN,
    proposalHours: settings.PROPOSAL_HOURS,
    queuePerRun: settings.QUEUE_PER_RUN,
    pathTemplate: settings.PATH_TEMPLATE,
    pathMap: settings.PATH_MAP,
  };
}
